package dev.mob.host.jvm;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Warnings and errors for the person who watches: one line each. The further lines of a crash
 * report and stack traces are in the {@linkplain LogFile log}.
 */
public final class ConsoleLog extends Handler {
  private final PrintStream out;

  public ConsoleLog(PrintStream out) {
    this.out = out;
    setLevel(Level.WARNING);
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      String line = LogLevels.message(record).lines().findFirst().orElse("");
      String cause = record.getThrown() == null ? "" : ": " + record.getThrown();
      out.println(
          LogLevels.word(record.getLevel()) + " " + record.getLoggerName() + "  " + line + cause);
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {}
}
