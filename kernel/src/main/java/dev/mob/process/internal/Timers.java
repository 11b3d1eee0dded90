package dev.mob.process.internal;

import dev.mob.process.RuntimeClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Timers on a hierarchical wheel (Varghese and Lauck, 1987): six levels of 64 slots; a slot of
 * level 0 is a millisecond, of level {@code n} 64 to the power of {@code n} milliseconds.
 *
 * <p>Adding and cancelling take constant time under one lock that is held for a few instructions. A
 * timer never fires early (delays above 73 years are cut to that); it fires at the first whole
 * millisecond after its deadline at which {@link #fireDue} is called. Timers that are due together
 * fire in the order of their deadlines, then of their making. Actions run on the caller's thread,
 * outside the lock, and must not block.
 */
final class Timers {
  private static final long TICK = 1_000_000;
  private static final int BITS = 6;
  private static final int SLOTS = 1 << BITS;
  private static final int LEVELS = 6;
  private static final long HORIZON = (1L << (BITS * LEVELS)) - 1;
  private static final Comparator<Timer> IN_ORDER =
      (a, b) -> {
        int byDeadline = Long.compare(a.deadline - b.deadline, 0);
        return byDeadline != 0 ? byDeadline : Long.compare(a.sequence, b.sequence);
      };

  /** One timer; also the node of the slot that holds it. */
  abstract static class Timer {
    private long deadline;
    private long sequence;
    private Timer previous;
    private Timer next;
    private int place = -1;

    /** Runs once when the timer is due. */
    abstract void fire();
  }

  private final RuntimeClock clock;
  private final long start;
  private final Timer[] slots = new Timer[LEVELS * SLOTS];

  /** A bit for each slot that is not empty, level by level. */
  private final long[] occupied = new long[LEVELS];

  private long tick;
  private long sequence;
  private volatile int size;

  /** Told when a timer is added that is due before all others. */
  private final Runnable sooner;

  private long wakeTick = Long.MAX_VALUE;

  Timers(RuntimeClock clock, Runnable sooner) {
    this.clock = clock;
    this.start = clock.nanoTime();
    this.sooner = sooner;
  }

  int size() {
    return size;
  }

  void add(Timer timer, long delayNanos) {
    boolean wake;
    synchronized (this) {
      long now = clock.nanoTime();
      long delay = Math.max(0, Math.min(delayNanos, Long.MAX_VALUE / 4));
      timer.deadline = now + delay;
      timer.sequence = sequence++;
      place(timer);
      size++;
      long due = tickOf(timer.deadline);
      wake = due < wakeTick;
      if (wake) {
        wakeTick = due;
      }
    }
    if (wake) {
      sooner.run();
    }
  }

  /** Stops a timer; the nanoseconds that were left, or -1 when it was not waiting. */
  long cancel(Timer timer) {
    synchronized (this) {
      if (timer.place < 0) {
        return -1;
      }
      unlink(timer);
      size--;
      return Math.max(0, timer.deadline - clock.nanoTime());
    }
  }

  /** Fires what is due. Returns the nanoseconds until the next look, or -1 when no timer waits. */
  long fireDue() {
    List<Timer> due = null;
    long wait;
    synchronized (this) {
      long now = (clock.nanoTime() - start) / TICK;
      while (tick <= now) {
        long next = nextOccupiedTick();
        if (next > now) {
          tick = now + 1;
          break;
        }
        tick = next;
        cascade();
        due = collect((int) (tick & (SLOTS - 1)), due);
        tick++;
      }
      long next = nextOccupiedTick();
      wakeTick = next;
      wait = next == Long.MAX_VALUE ? -1 : Math.max(0, next * TICK - (clock.nanoTime() - start));
    }
    if (due != null) {
      if (due.size() > 1) {
        due.sort(IN_ORDER);
      }
      for (Timer timer : due) {
        timer.fire();
      }
    }
    return wait;
  }

  /** Forgets all timers. */
  synchronized void clear() {
    for (int place = 0; place < slots.length; place++) {
      while (slots[place] != null) {
        unlink(slots[place]);
      }
    }
    size = 0;
    wakeTick = Long.MAX_VALUE;
  }

  /** The tick at which a deadline has passed: rounded up. */
  private long tickOf(long deadline) {
    return (deadline - start + TICK - 1) / TICK;
  }

  private void place(Timer timer) {
    long due = Math.max(tickOf(timer.deadline), tick);
    // A timer beyond the horizon is looked at again half-way.
    long ahead = due - tick > HORIZON / 2 ? HORIZON / 2 : due - tick;
    long at = tick + ahead;
    int level = 0;
    // The highest digit, in base 64, in which the due tick differs from the present one.
    long differing = at ^ tick;
    if (differing != 0) {
      level = Math.min(LEVELS - 1, (63 - Long.numberOfLeadingZeros(differing)) / BITS);
    }
    int slot = (int) (at >>> (level * BITS)) & (SLOTS - 1);
    int place = level * SLOTS + slot;
    timer.place = place;
    timer.previous = null;
    timer.next = slots[place];
    if (timer.next != null) {
      timer.next.previous = timer;
    }
    slots[place] = timer;
    occupied[level] |= 1L << slot;
  }

  private void unlink(Timer timer) {
    int place = timer.place;
    if (timer.previous != null) {
      timer.previous.next = timer.next;
    } else {
      slots[place] = timer.next;
      if (timer.next == null) {
        occupied[place / SLOTS] &= ~(1L << (place % SLOTS));
      }
    }
    if (timer.next != null) {
      timer.next.previous = timer.previous;
    }
    timer.previous = null;
    timer.next = null;
    timer.place = -1;
  }

  /**
   * The next tick at which a slot has to be looked at; {@code Long.MAX_VALUE} when all are empty.
   */
  private long nextOccupiedTick() {
    long best = Long.MAX_VALUE;
    for (int level = 0; level < LEVELS; level++) {
      if (occupied[level] == 0) {
        continue;
      }
      int shift = level * BITS;
      int slot = (int) (tick >>> shift) & (SLOTS - 1);
      long rotated = Long.rotateRight(occupied[level], slot);
      int distance = Long.numberOfTrailingZeros(rotated);
      long at = ((tick >>> shift) + distance) << shift;
      best = Math.min(best, Math.max(at, tick));
    }
    return best;
  }

  /** Moves the timers of the higher levels' present slots down. */
  private void cascade() {
    for (int level = LEVELS - 1; level > 0; level--) {
      int slot = (int) (tick >>> (level * BITS)) & (SLOTS - 1);
      if ((occupied[level] & (1L << slot)) == 0) {
        continue;
      }
      int place = level * SLOTS + slot;
      Timer timer = slots[place];
      slots[place] = null;
      occupied[level] &= ~(1L << slot);
      while (timer != null) {
        Timer next = timer.next;
        place(timer);
        timer = next;
      }
    }
  }

  private List<Timer> collect(int slot, List<Timer> due) {
    List<Timer> all = due;
    List<Timer> later = null;
    while (slots[slot] != null) {
      Timer timer = slots[slot];
      unlink(timer);
      if (tickOf(timer.deadline) > tick) {
        later = later == null ? new ArrayList<>() : later;
        later.add(timer);
        continue;
      }
      size--;
      if (all == null) {
        all = new ArrayList<>();
      }
      all.add(timer);
    }
    if (later != null) {
      for (Timer timer : later) {
        place(timer);
      }
    }
    return all;
  }
}
