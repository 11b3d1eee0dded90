package dev.mob.example.whiteboard;

import dev.mob.background.Background;
import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.Lease;
import dev.mob.background.LeaseEvent;
import dev.mob.background.Lifecycle;
import dev.mob.background.LifecycleEvent;
import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the artists draw while the whiteboard is used: from when the app is in front until somebody
 * says {@link #REST}. Meanwhile a lease keeps the app awake, also behind other apps; an app that
 * was started for a push or for work draws nothing by itself.
 */
record Curator(Studio studio, Background background, Lifecycle lifecycle)
    implements GenServer<Curator.State> {
  static final String NAME = "curator";
  static final String ARTISTS = "artists";

  /** Messages, also from the operator: stop drawing; go on. */
  static final String REST = "rest";

  static final String DRAW = "draw";

  private static final Logger LOG = LoggerFactory.getLogger(Curator.class);
  private static final ProcessName SUPERVISOR = ProcessName.of(ARTISTS);

  /**
   * @param resting somebody has said so
   * @param drawing the artists are invited
   * @param lease {@code null} while none is held
   */
  record State(boolean resting, boolean drawing, Lease lease) {}

  @Override
  public Init<State> init(Object argument, Self self) {
    lifecycle.subscribe(self.pid());
    return Init.ok(new State(false, false, null));
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    if (message instanceof LifecycleEvent.Active) {
      return Next.noreply(state.resting() ? state : drawing(state, self));
    }
    if (message.equals(DRAW)) {
      return Next.noreply(drawing(state, self));
    }
    if (message.equals(REST)) {
      return Next.noreply(pausing(state, true, self));
    }
    if (message instanceof LeaseEvent.Ended) {
      // Also when it is this process that has closed it; then there is nothing left to do.
      boolean held = state.lease() != null;
      return Next.noreply(held ? pausing(state, state.resting(), self) : state);
    }
    if (message instanceof LifecycleEvent.Background && state.lease() == null) {
      return Next.noreply(pausing(state, state.resting(), self));
    }
    return Next.keep();
  }

  private State drawing(State state, Self self) {
    if (state.drawing()) {
      return new State(false, true, state.lease());
    }
    Lease lease = null;
    try {
      lease =
          background.keepAlive(
              KeepAlive.because("The shared whiteboard is open")
                  .type(KeepAliveType.AUDIO)
                  .ownedBy(self.pid()));
    } catch (KeepAliveRefused refused) {
      LOG.info("the artists draw only while the app is in front: {}", refused.getMessage());
    }
    for (int i = 0; i < studio.artists().size(); i++) {
      Artist artist =
          new Artist(studio.artists().get(i), studio.pace(), i == 0 ? studio.mishapEvery() : 0);
      DynamicSupervisor.startChild(
          self.runtime(),
          SUPERVISOR,
          ChildSpec.worker(artist.name(), artist, null).name(nameOf(artist.name())));
    }
    return new State(false, true, lease);
  }

  private static State pausing(State state, boolean resting, Self self) {
    for (Child artist : DynamicSupervisor.whichChildren(self.runtime(), SUPERVISOR)) {
      DynamicSupervisor.terminateChild(self.runtime(), SUPERVISOR, artist.pid());
    }
    if (state.lease() != null) {
      state.lease().close();
    }
    return new State(resting, false, null);
  }

  /** What an artist is registered as. */
  static String nameOf(String artist) {
    return "artist_" + artist;
  }
}
