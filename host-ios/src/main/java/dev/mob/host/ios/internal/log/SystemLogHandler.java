package dev.mob.host.ios.internal.log;

import dev.mob.host.ios.internal.shim.SystemLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Writes what is logged to {@code os_log}: Console.app and {@code log stream --predicate 'subsystem
 * == "dev.mob"'} show it. The category is the logger's name, stack traces follow the message.
 */
public final class SystemLogHandler extends Handler {
  /** {@code os_log}'s subsystem. */
  public static final String SUBSYSTEM = "dev.mob";

  /** A message of os_log is cut at about 1,000 bytes ("Generating Log Messages from Your Code"). */
  private static final int LINE_LIMIT = 900;

  private final SystemLog log;
  private final SimpleFormatter formatter = new SimpleFormatter();

  public SystemLogHandler(SystemLog log) {
    this.log = log;
  }

  /** Has everything logged go here, and no longer to the standard error, which no phone shows. */
  public static SystemLogHandler install(SystemLog log) {
    SystemLogHandler handler = new SystemLogHandler(log);
    Logger root = Logger.getLogger("");
    for (Handler before : root.getHandlers()) {
      root.removeHandler(before);
    }
    root.addHandler(handler);
    return handler;
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String category = record.getLoggerName() == null ? "" : record.getLoggerName();
    int type = type(record.getLevel());
    for (String line : text(record).split("\n")) {
      for (int from = 0; from < Math.max(1, line.length()); from += LINE_LIMIT) {
        String part = line.substring(from, Math.min(line.length(), from + LINE_LIMIT));
        log.write(SUBSYSTEM, category, type, part);
      }
    }
  }

  private String text(LogRecord record) {
    String message = formatter.formatMessage(record);
    if (record.getThrown() == null) {
      return message;
    }
    StringWriter trace = new StringWriter();
    record.getThrown().printStackTrace(new PrintWriter(trace, true));
    return message + "\n" + trace;
  }

  private static int type(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return SystemLog.ERROR;
    }
    if (value >= Level.WARNING.intValue()) {
      return SystemLog.DEFAULT;
    }
    return value >= Level.INFO.intValue() ? SystemLog.INFO : SystemLog.DEBUG;
  }

  @Override
  public void flush() {
    // The system does.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
