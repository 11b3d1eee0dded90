package dev.mob.notify.command;

/** Ends a command with a message for the person who gave it: what is wrong, and the mend. */
final class PushFailure extends RuntimeException {
  private final int exitCode;

  /**
   * @param exitCode 1 when something failed, 2 when what was given is wrong
   */
  PushFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  PushFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
