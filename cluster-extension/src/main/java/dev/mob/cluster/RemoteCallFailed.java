package dev.mob.cluster;

import dev.mob.cluster.term.TermPrinter;

/** A function of another node brought no value: Erlang's {@code {badrpc, Reason}}. */
public final class RemoteCallFailed extends RuntimeException {

  /** How it ended, as {@code erpc} tells exceptions apart. */
  public enum Kind {
    /** The function ended with {@code error}: {@code undef}, {@code badarg}, ... */
    ERROR,
    /** The function, or its process, exited. */
    EXIT,
    /** The function threw. */
    THROW,
    /** The call itself failed: {@code noconnection}, {@code timeout}, {@code notsup}. */
    CALL
  }

  private final Kind kind;
  private final transient Object reason;

  public RemoteCallFailed(Kind kind, Object reason) {
    super(kind.name().toLowerCase(java.util.Locale.ROOT) + ": " + TermPrinter.print(reason, 1_000));
    this.kind = kind;
    this.reason = reason;
  }

  public Kind kind() {
    return kind;
  }

  /** The reason as a term. */
  public Object reason() {
    return reason;
  }
}
