package dev.mob.background.internal;

import dev.mob.background.EndCause;
import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.LeaseEvent;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts the leases and switches the platform's mechanism at the edges: on with the first, off with
 * the last, changed when the set of types or the shown reason changes. Being one process it sees
 * one request at a time, so two first leases cannot both switch it on.
 *
 * <p>Its state is what it monitors: the monitor of each owned lease, and what the platform holds.
 */
final class LeaseKeeper implements GenServer<LeaseKeeper.State> {
  private final LeaseBook book;
  private final KeepAlivePlatform platform;

  /**
   * @param demand what the platform was asked for last; {@code null} while it holds nothing
   * @param monitors the leases with an owner, by the monitor of that owner
   */
  record State(KeepAlivePlatform.Demand demand, Map<Ref, Long> monitors) {}

  /** A call: take a lease. Answers with its id, or with the {@link KeepAliveRefused}. */
  record Take(KeepAlive lease) {}

  /** A cast: give a lease up. */
  record Drop(long id) {}

  /** Casts: what the platform did. */
  sealed interface Signal {
    record Interrupted(String cause) implements Signal {}

    record Resumed() implements Signal {}

    record Expiring(Duration in) implements Signal {}

    record Ended(EndCause cause) implements Signal {}
  }

  LeaseKeeper(LeaseBook book, KeepAlivePlatform platform) {
    this.book = book;
    this.platform = platform;
  }

  @Override
  public Init<State> init(Object argument, Self self) {
    // So that terminate runs, and the phone does not stay awake for nobody.
    self.trapExit(true);
    // What a keeper before this one held is lost with its monitors: nobody would end it any more.
    if (!book.isEmpty()) {
      endAll(EndCause.EXTENSION_STOPPED, self);
      platform.release();
    }
    return Init.ok(new State(null, new HashMap<>()));
  }

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    KeepAlive lease = ((Take) request).lease();
    long id = book.newId();
    KeepAlivePlatform.Demand demand = demand(lease);
    if (!demand.equals(state.demand())) {
      try {
        platform.hold(demand);
      } catch (KeepAliveRefused refused) {
        return Next.reply(refused, state);
      }
    }
    book.add(id, lease);
    Map<Ref, Long> monitors = state.monitors();
    if (lease.owner() != null) {
      monitors = new HashMap<>(monitors);
      monitors.put(self.monitor(lease.owner()), id);
    }
    tell(lease, new LeaseEvent.Started(id), self);
    return Next.reply(id, new State(demand, monitors));
  }

  @Override
  public Next<State> handleCast(Object message, State state, Self self) {
    if (message instanceof Drop) {
      return Next.noreply(drop(((Drop) message).id(), EndCause.CLOSED, state, self));
    }
    if (message instanceof Signal.Ended) {
      endAll(((Signal.Ended) message).cause(), self);
      state.monitors().keySet().forEach(self::demonitor);
      return Next.noreply(new State(null, new HashMap<>()));
    }
    if (message instanceof Signal.Interrupted || message instanceof Signal.Resumed) {
      book.interrupted(message instanceof Signal.Interrupted);
    }
    for (long id : book.ids()) {
      tell(book.get(id), event(id, (Signal) message), self);
    }
    return Next.keep();
  }

  private static LeaseEvent event(long id, Signal signal) {
    if (signal instanceof Signal.Interrupted) {
      return new LeaseEvent.Interrupted(id, ((Signal.Interrupted) signal).cause());
    }
    if (signal instanceof Signal.Expiring) {
      return new LeaseEvent.Expiring(id, ((Signal.Expiring) signal).in());
    }
    return new LeaseEvent.Resumed(id);
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    Long id = message instanceof Down ? state.monitors().get(((Down) message).monitor()) : null;
    if (id == null) {
      self.logUnexpected(message);
      return Next.keep();
    }
    return Next.noreply(drop(id, EndCause.OWNER_ENDED, state, self));
  }

  private State drop(long id, EndCause cause, State state, Self self) {
    KeepAlive lease = book.remove(id);
    if (lease == null) {
      return state;
    }
    Map<Ref, Long> monitors = state.monitors();
    if (lease.owner() != null) {
      monitors = new HashMap<>(monitors);
      for (Map.Entry<Ref, Long> entry : state.monitors().entrySet()) {
        if (entry.getValue() == id) {
          self.demonitor(entry.getKey());
          monitors.remove(entry.getKey());
        }
      }
    }
    tell(lease, new LeaseEvent.Ended(id, cause), self);
    if (book.isEmpty()) {
      book.interrupted(false);
      platform.release();
      return new State(null, monitors);
    }
    return new State(shrunk(state.demand()), monitors);
  }

  /** Asks the platform for less; that it refuses changes nothing, it then holds a little more. */
  private KeepAlivePlatform.Demand shrunk(KeepAlivePlatform.Demand present) {
    KeepAlivePlatform.Demand demand = demand(null);
    if (demand.equals(present)) {
      return present;
    }
    try {
      platform.hold(demand);
      return demand;
    } catch (KeepAliveRefused refused) {
      return present;
    }
  }

  /** What all leases and this one need; the oldest says what the user reads. */
  private KeepAlivePlatform.Demand demand(KeepAlive added) {
    Set<KeepAliveType> types = EnumSet.noneOf(KeepAliveType.class);
    for (KeepAlive lease : book.leases()) {
      types.add(lease.type());
    }
    if (added != null) {
      types.add(added.type());
    }
    KeepAlive oldest = book.isEmpty() ? added : book.get(book.ids().get(0));
    return new KeepAlivePlatform.Demand(types, oldest.reason());
  }

  private void endAll(EndCause cause, Self self) {
    for (long id : book.ids()) {
      tell(book.remove(id), new LeaseEvent.Ended(id, cause), self);
    }
    book.interrupted(false);
  }

  private static void tell(KeepAlive lease, LeaseEvent event, Self self) {
    if (lease.events() != null) {
      self.send(lease.events(), event);
    }
  }

  @Override
  public void terminate(ExitReason reason, State state, Self self) {
    if (!book.isEmpty()) {
      endAll(EndCause.EXTENSION_STOPPED, self);
      platform.release();
    }
  }
}
