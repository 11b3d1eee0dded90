package dev.mob.cluster;

import dev.mob.process.Atom;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.time.Duration;

/**
 * Keeps this node connected to another: connects when it begins and whenever the connection has
 * ended, trying again every few seconds for as long as the other is not there. Its argument is the
 * other node's name.
 */
final class KeptConnection implements GenServer<Atom> {
  private static final Object AGAIN = Atom.of("again");
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Cluster cluster;

  KeptConnection(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Init<Atom> init(Object argument, Self self) {
    cluster.monitorNodes(self.pid());
    return Init.ok((Atom) argument).continueWith(AGAIN);
  }

  @Override
  public Next<Atom> handleContinue(Object term, Atom node, Self self) {
    connect(node, self);
    return Next.keep();
  }

  @Override
  public Next<Atom> handleInfo(Object message, Atom node, Self self) {
    boolean down =
        message instanceof NodeEvent.Down && ((NodeEvent.Down) message).node().equals(node);
    if (down) {
      self.sendAfter(PAUSE, self.pid(), AGAIN);
    } else if (message.equals(AGAIN)) {
      connect(node, self);
    }
    return Next.keep();
  }

  private void connect(Atom node, Self self) {
    cluster
        .connect(node)
        .whenComplete(
            (connected, failure) -> {
              if (failure != null) {
                self.runtime().sendAfter(PAUSE, self.pid(), AGAIN);
              }
            });
  }
}
