package dev.mob.process;

/**
 * Ends the process that throws it, with this reason: Erlang's {@code exit/1}. Thrown by {@link
 * Self#exit(ExitReason)}; carries no stack trace.
 */
public final class ProcessExit extends RuntimeException {
  private final transient ExitReason reason;

  public ProcessExit(ExitReason reason) {
    super("process exit: " + reason, null, false, false);
    this.reason = reason;
  }

  public ExitReason reason() {
    return reason;
  }
}
