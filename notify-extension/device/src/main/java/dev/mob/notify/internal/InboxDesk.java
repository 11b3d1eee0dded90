package dev.mob.notify.internal;

import dev.mob.notify.Filter;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** What the inbox works with; owned by its process. */
final class InboxDesk {
  /** {@code null} until it is opened. */
  InboxTable table;

  /** The subscriptions by name, in the order in which they came. */
  final Map<String, Subscriber> subscribers = new LinkedHashMap<>();

  /** One who gets notifications, one at a time. */
  static final class Subscriber {
    final String name;
    final Pid process;
    final Filter filter;
    final Ref monitor;

    /** What it handles now; {@code null} for nothing. */
    Held handling;

    Subscriber(String name, Pid process, Filter filter, Ref monitor) {
      this.name = name;
      this.process = process;
      this.filter = filter;
      this.monitor = monitor;
    }
  }

  /** The numbers of what is being handled. */
  TreeSet<Long> handled() {
    TreeSet<Long> numbers = new TreeSet<>();
    for (Subscriber subscriber : subscribers.values()) {
      if (subscriber.handling != null) {
        numbers.add(subscriber.handling.number);
      }
    }
    return numbers;
  }
}
