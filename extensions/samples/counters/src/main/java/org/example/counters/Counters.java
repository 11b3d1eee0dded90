package org.example.counters;

import java.util.Map;

/**
 * Named counters, for other extensions: {@code context.require(Counters.class)}. Safe for use from
 * any thread and from processes.
 */
public interface Counters {

  /**
   * Adds to a counter, which begins at zero.
   *
   * @return what it is now
   * @throws IllegalStateException when there are too many names
   */
  long add(String name, long by);

  /** All counters as they are now, by name. */
  Map<String, Long> all();
}
