package dev.mob.cluster.internal;

import dev.mob.process.Address;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The links and monitors that go over one connection: what has to be told when it is lost.
 *
 * <p>Links follow OTP's rule for ids: whoever unlinks remembers the id until the other has
 * acknowledged it, and takes no exit signal of that link before (Erlang Reference Manual,
 * "Processes", section "Links"; ERTS User's Guide, "Distribution Protocol", "Link Protocol"). Safe
 * for any thread.
 */
final class Relations {

  /** Two processes, here and there. */
  record Pair(Pid here, Pid there) {}

  /** A process there that watches something here. */
  record Watcher(Pid there, Address here) {}

  /** A link, or one that is being removed. */
  private static final class LinkState {
    boolean linked;
    long unlinking;
  }

  private final Map<Pair, LinkState> links = new ConcurrentHashMap<>();
  private final Map<Ref, Address> watched = new ConcurrentHashMap<>();
  private final Map<Ref, Watcher> watchers = new ConcurrentHashMap<>();
  private final AtomicLong unlinkIds = new AtomicLong();

  // Monitors.

  /** Something here watches something there. */
  void watches(Ref monitor, Address there) {
    watched.put(monitor, there);
  }

  /** True when the monitor was there: whoever gets true may tell of its end. */
  boolean endsWatch(Ref monitor) {
    return watched.remove(monitor) != null;
  }

  void isWatched(Ref monitor, Pid there, Address here) {
    watchers.put(monitor, new Watcher(there, here));
  }

  Watcher noLongerWatched(Ref monitor) {
    return watchers.remove(monitor);
  }

  Map<Ref, Address> watched() {
    return watched;
  }

  Map<Ref, Watcher> watchers() {
    return watchers;
  }

  // Links.

  void link(Pid here, Pid there) {
    links.compute(
        new Pair(here, there),
        (pair, old) -> {
          LinkState state = old == null ? new LinkState() : old;
          state.linked = true;
          return state;
        });
  }

  /** Begins to remove a link from this side; the id to send. */
  long unlink(Pid here, Pid there) {
    long id = unlinkIds.incrementAndGet();
    links.compute(
        new Pair(here, there),
        (pair, old) -> {
          LinkState state = old == null ? new LinkState() : old;
          state.linked = false;
          state.unlinking = id;
          return state;
        });
    return id;
  }

  /** The other side knows of the removal. */
  void unlinked(Pid here, Pid there, long id) {
    links.computeIfPresent(
        new Pair(here, there),
        (pair, state) -> {
          if (state.unlinking == id) {
            state.unlinking = 0;
          }
          return state.linked || state.unlinking != 0 ? state : null;
        });
  }

  /** The link is gone, by the other side's removal or by the end of the process here. */
  void linkGone(Pid here, Pid there) {
    links.computeIfPresent(
        new Pair(here, there),
        (pair, state) -> {
          state.linked = false;
          return state.unlinking != 0 ? state : null;
        });
  }

  /** An exit signal has come; true when it is of a link that stands. */
  boolean exited(Pid here, Pid there) {
    boolean[] stands = {false};
    links.computeIfPresent(
        new Pair(here, there),
        (pair, state) -> {
          stands[0] = state.linked && state.unlinking == 0;
          return stands[0] ? null : state;
        });
    return stands[0];
  }

  /** Takes all links that stand. */
  Iterable<Pair> takeLinks() {
    java.util.List<Pair> taken = new java.util.ArrayList<>();
    for (Pair pair : links.keySet()) {
      LinkState state = links.remove(pair);
      if (state != null && state.linked) {
        taken.add(pair);
      }
    }
    return taken;
  }
}
