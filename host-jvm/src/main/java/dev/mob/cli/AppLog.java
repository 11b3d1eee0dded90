package dev.mob.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log of an app that is not the program's own: kept from the terminal, and what should have
 * been seen is counted. Until {@link #close} it stands in for the JDK's handlers.
 */
final class AppLog implements AutoCloseable {
  private final Logger root = LogManager.getLogManager().getLogger("");
  private final Handler[] before = root.getHandlers();
  private final Counting counting = new Counting();

  /** Counts warnings and errors. Called by whoever logs. */
  private static final class Counting extends Handler {
    private int count;

    @Override
    public synchronized void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        count++;
      }
    }

    synchronized int count() {
      return count;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private AppLog() {
    for (Handler handler : before) {
      root.removeHandler(handler);
    }
    root.addHandler(counting);
  }

  static AppLog hidden() {
    return new AppLog();
  }

  /** How many warnings and errors were kept back. */
  int warnings() {
    return counting.count();
  }

  @Override
  public void close() {
    root.removeHandler(counting);
    for (Handler handler : before) {
      root.addHandler(handler);
    }
  }
}
