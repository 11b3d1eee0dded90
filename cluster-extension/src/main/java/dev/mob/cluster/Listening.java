package dev.mob.cluster;

import dev.mob.process.Atom;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;

/**
 * Has this node listen, and ends when it cannot: its supervisor then tries again, and when it gives
 * up the extension has failed with that cause.
 */
final class Listening implements GenServer<Atom> {
  private static final Atom LISTENS = Atom.of("listens");

  /** Why it does not listen. */
  private record Failed(Exception cause) {}

  private final ClusterNode node;
  private final Logger log;

  Listening(ClusterNode node, Logger log) {
    this.node = node;
    this.log = log;
  }

  @Override
  public Init<Atom> init(Object argument, Self self) {
    CompletableFuture<Void> opened = node.open();
    opened.whenComplete(
        (listens, failure) ->
            self.runtime()
                .send(self.pid(), failure == null ? LISTENS : new Failed(cause(failure))));
    return Init.ok(LISTENS);
  }

  @Override
  public Next<Atom> handleInfo(Object message, Atom state, Self self) throws Exception {
    if (message.equals(LISTENS)) {
      log.info("this node is {}, port {}", node.name().name(), node.port());
    } else if (message instanceof Failed) {
      throw ((Failed) message).cause();
    }
    return Next.keep();
  }

  /** Why this has failed, in words. */
  static String why(CompletableFuture<Void> failed) {
    try {
      failed.join();
      return "";
    } catch (CompletionException e) {
      return cause(e).getMessage();
    }
  }

  private static Exception cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Exception ? (Exception) cause : new IOException(cause);
  }
}
