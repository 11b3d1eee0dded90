package dev.mob.process;

/** A process could not be started: its {@code init} stopped, threw, ignored, or took too long. */
public final class StartFailed extends RuntimeException {
  private final transient ExitReason reason;

  public StartFailed(String what, ExitReason reason) {
    super(what + " did not start: " + reason, reason.cause());
    this.reason = reason;
  }

  public ExitReason reason() {
    return reason;
  }
}
