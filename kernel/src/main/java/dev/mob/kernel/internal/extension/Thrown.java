package dev.mob.kernel.internal.extension;

import org.osgi.framework.BundleException;

/** What an exception says to people. */
final class Thrown {
  private Thrown() {}

  /** Its message, or its class when it has none. */
  static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isEmpty() ? thrown.getClass().getSimpleName() : message;
  }

  /** Its class and message, of the exception inside when the framework has wrapped it. */
  static String name(Throwable thrown) {
    Throwable inner = within(thrown);
    String message = inner.getMessage();
    String name = inner.getClass().getSimpleName();
    return message == null || message.isEmpty() ? name : name + ": " + message;
  }

  /** The exception that extension code threw, without the framework's wrapping. */
  static Throwable within(Throwable thrown) {
    return thrown instanceof BundleException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
