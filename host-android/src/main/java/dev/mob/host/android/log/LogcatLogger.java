package dev.mob.host.android.log;

import android.util.Log;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * A logger to Logcat. Its tag is the last part of the name, cut to the 23 characters that API 25
 * and before allow; levels are Android's own: {@code adb shell setprop log.tag.KernelLife DEBUG}
 * (developer.android.com, {@code Log.isLoggable}).
 */
final class LogcatLogger extends LegacyAbstractLogger {
  private static final int TAG_LENGTH = 23;

  /** An entry of Logcat holds some 4,000 bytes; what is longer goes into several. */
  private static final int ENTRY_LENGTH = 3_000;

  private final transient String tag;

  LogcatLogger(String name) {
    this.name = name;
    String last = name.substring(name.lastIndexOf('.') + 1);
    this.tag = last.length() > TAG_LENGTH ? last.substring(0, TAG_LENGTH) : last;
  }

  @Override
  public boolean isTraceEnabled() {
    return Log.isLoggable(tag, Log.VERBOSE);
  }

  @Override
  public boolean isDebugEnabled() {
    return Log.isLoggable(tag, Log.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return Log.isLoggable(tag, Log.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return Log.isLoggable(tag, Log.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return Log.isLoggable(tag, Log.ERROR);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return null; // Logcat shows no caller
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    String all = thrown == null ? message : message + "\n" + Log.getStackTraceString(thrown);
    int priority = priority(level);
    for (int from = 0; from == 0 || from < all.length(); from += ENTRY_LENGTH) {
      Log.println(priority, tag, all.substring(from, Math.min(all.length(), from + ENTRY_LENGTH)));
    }
  }

  private static int priority(Level level) {
    switch (level) {
      case TRACE:
        return Log.VERBOSE;
      case DEBUG:
        return Log.DEBUG;
      case INFO:
        return Log.INFO;
      case WARN:
        return Log.WARN;
      default:
        return Log.ERROR;
    }
  }
}
