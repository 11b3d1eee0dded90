package dev.mob.cluster.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Warnings that others can cause in any number: ten of a kind in ten seconds are logged, the rest
 * is counted and told with the next one. The format is the kind. Safe for any thread.
 */
public final class Occasional {
  private static final int MOST = 10;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Logger log;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  /** How many there were since when. */
  private static final class Window {
    private long since = System.nanoTime();
    private int logged;
    private long left;

    /** How many were left out before this one; -1 to leave this one out. */
    synchronized long admit(long now) {
      if (now - since > WINDOW_NANOS) {
        since = now;
        logged = 0;
      }
      if (logged == MOST) {
        left++;
        return -1;
      }
      logged++;
      long before = left;
      left = 0;
      return before;
    }
  }

  public Occasional(Logger log) {
    this.log = log;
  }

  /**
   * Logs a warning, or counts it.
   *
   * @param format as SLF4J has it; a constant
   */
  public void warn(String format, Object... arguments) {
    long left = windows.computeIfAbsent(format, kind -> new Window()).admit(System.nanoTime());
    if (left > 0) {
      log.warn("{} warnings like the next one were left out", left);
    }
    if (left >= 0) {
      log.warn(format, arguments);
    }
  }
}
