package dev.mob.host.ios.internal.shim;

/** {@code os_log}, the system's log (developer.apple.com, "Logging"). */
public final class SystemLog {
  /** {@code OS_LOG_TYPE_…}. */
  public static final int DEFAULT = 0x00;

  public static final int INFO = 0x01;
  public static final int DEBUG = 0x02;
  public static final int ERROR = 0x10;
  public static final int FAULT = 0x11;

  /** {@code os_log_with_type} to the log of that subsystem and category; the message is public. */
  public native void write(String subsystem, String category, int type, String message);
}
