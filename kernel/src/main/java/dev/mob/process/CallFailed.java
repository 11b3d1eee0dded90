package dev.mob.process;

/**
 * A call brought no reply: the callee was not there, ended before it answered, or took too long.
 *
 * <p>{@link #reason()} is {@link ExitReason#NOPROC}, {@link ExitReason#NOCONNECTION}, {@link
 * ExitReason#TIMEOUT}, {@code mailbox_full}, or the reason with which the callee ended. A process
 * that does not catch it ends with {@code {Reason, {call, Address}}}, as a caller of OTP's {@code
 * gen_server:call} does.
 */
public final class CallFailed extends RuntimeException {
  private final transient ExitReason reason;
  private final transient Address callee;

  public CallFailed(Address callee, ExitReason reason) {
    super("call to " + callee + " failed: " + reason, reason.cause());
    this.callee = callee;
    this.reason = reason;
  }

  public ExitReason reason() {
    return reason;
  }

  public Address callee() {
    return callee;
  }

  Object exitTerm() {
    return Tuple.of(reason.term(), Tuple.of(Atom.of("call"), callee));
  }
}
