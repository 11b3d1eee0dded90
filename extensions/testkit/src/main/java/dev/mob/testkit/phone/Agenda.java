package dev.mob.testkit.phone;

import java.util.PriorityQueue;

/** What the phone will do, by the time at which it will. Used by the phone's thread. */
final class Agenda {
  private final PriorityQueue<Item> items = new PriorityQueue<>();
  private long sequence;

  /** One thing to do; can be called off. */
  static final class Item implements Comparable<Item> {
    private final long at;
    private final long sequence;
    private final Runnable action;
    private boolean off;

    private Item(long at, long sequence, Runnable action) {
      this.at = at;
      this.sequence = sequence;
      this.action = action;
    }

    void callOff() {
      off = true;
    }

    @Override
    public int compareTo(Item other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  Item at(long millis, Runnable action) {
    Item item = new Item(millis, sequence++, action);
    items.add(item);
    return item;
  }

  /** When the next thing is to be done; {@link Long#MAX_VALUE} when there is none. */
  long next() {
    while (!items.isEmpty() && items.peek().off) {
      items.poll();
    }
    return items.isEmpty() ? Long.MAX_VALUE : items.peek().at;
  }

  /** Takes what is due, one thing; {@code null} when nothing is. */
  Runnable due(long now) {
    return next() <= now ? items.poll().action : null;
  }
}
