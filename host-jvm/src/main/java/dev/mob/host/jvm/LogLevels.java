package dev.mob.host.jvm;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/** How this host writes the JDK's log records: with SLF4J's words for levels. */
final class LogLevels {
  private LogLevels() {}

  /** Five characters, padded. */
  static String word(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    } else if (value >= Level.WARNING.intValue()) {
      return "WARN ";
    } else if (value >= Level.INFO.intValue()) {
      return "INFO ";
    } else if (value >= Level.FINE.intValue()) {
      return "DEBUG";
    }
    return "TRACE";
  }

  /** The JDK's level for a word of mob.conf's {@code log.level}. */
  static Level level(String word) {
    return switch (word) {
      case "trace" -> Level.FINEST;
      case "debug" -> Level.FINE;
      case "info" -> Level.INFO;
      case "warn" -> Level.WARNING;
      case "error" -> Level.SEVERE;
      case "off" -> Level.OFF;
      default -> throw new IllegalArgumentException("no log level is called '" + word + "'");
    };
  }

  /** The text as it was logged: SLF4J has put its parameters in already. */
  static String message(LogRecord record) {
    return String.valueOf(record.getMessage());
  }
}
