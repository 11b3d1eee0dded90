package dev.mob.process;

import java.util.Objects;

/**
 * Why a process ended, or is told to end.
 *
 * <p>A reason is a term; the ones with a meaning of their own are constants here and are named as
 * in Erlang (Reference Manual, "Processes", section "Exit signals"; OTP {@code supervisor},
 * "Restart"). A reason that came from an exception keeps it as its {@linkplain #cause() cause}, for
 * logs on this node; the cause takes no part in equality and never leaves the node. Immutable.
 */
public final class ExitReason {
  /** The process ended because it had nothing more to do. Linked processes are not affected. */
  public static final ExitReason NORMAL = new ExitReason(Atom.of("normal"), null);

  /** The process was told to end by its supervisor, in order. Not a failure. */
  public static final ExitReason SHUTDOWN = new ExitReason(Atom.of("shutdown"), null);

  /** As a signal: ends the receiver at once, also one that traps exits. */
  public static final ExitReason KILL = new ExitReason(Atom.of("kill"), null);

  /** What those linked to a process hear when it was ended by {@link #KILL}. */
  public static final ExitReason KILLED = new ExitReason(Atom.of("killed"), null);

  /** There is no such process. */
  public static final ExitReason NOPROC = new ExitReason(Atom.of("noproc"), null);

  /** The connection to the node of the process was lost, or could not be made. */
  public static final ExitReason NOCONNECTION = new ExitReason(Atom.of("noconnection"), null);

  /** No answer came in time. */
  public static final ExitReason TIMEOUT = new ExitReason(Atom.of("timeout"), null);

  private static final Atom SHUTDOWN_ATOM = Atom.of("shutdown");

  private final Object term;
  private final Throwable cause;

  private ExitReason(Object term, Throwable cause) {
    this.term = term;
    this.cause = cause;
  }

  /** The reason with this term; {@code of(Atom.of("normal"))} is {@link #NORMAL}. */
  public static ExitReason of(Object term) {
    Objects.requireNonNull(term, "term");
    return term instanceof ExitReason ? (ExitReason) term : new ExitReason(term, null);
  }

  /** A reason that is one atom. */
  public static ExitReason of(String atom) {
    return new ExitReason(Atom.of(atom), null);
  }

  /** {@code {shutdown, Term}}: an end in order, with a word on why. Not a failure. */
  public static ExitReason shutdown(Object term) {
    return new ExitReason(Tuple.of(SHUTDOWN_ATOM, term), null);
  }

  /**
   * The reason of a process whose code threw. A {@link ProcessExit} or {@link CallFailed} gives the
   * reason that it carries; anything else the term {@code {error, ClassName, Message}}.
   */
  public static ExitReason error(Throwable thrown) {
    if (thrown instanceof ProcessExit) {
      return ((ProcessExit) thrown).reason();
    }
    if (thrown instanceof CallFailed) {
      CallFailed failed = (CallFailed) thrown;
      return new ExitReason(failed.exitTerm(), failed);
    }
    String message = thrown.getMessage();
    return new ExitReason(
        Tuple.of(Atom.ERROR, thrown.getClass().getName(), message == null ? "" : message), thrown);
  }

  /** The same reason, with this exception behind it; {@code null} for none. */
  public ExitReason causedBy(Throwable thrown) {
    return new ExitReason(term, thrown);
  }

  /** The reason as a term, as it goes to other nodes. */
  public Object term() {
    return term;
  }

  /** The exception behind this reason, on the node where it was thrown; else {@code null}. */
  public Throwable cause() {
    return cause;
  }

  public boolean isNormal() {
    return NORMAL.term.equals(term);
  }

  /**
   * True for {@code normal}, {@code shutdown} and {@code {shutdown, Term}}: the ends after which a
   * transient child is not restarted and which are not reported as crashes.
   */
  public boolean isOrderly() {
    return isNormal()
        || SHUTDOWN_ATOM.equals(term)
        || (term instanceof Tuple && ((Tuple) term).isTagged(SHUTDOWN_ATOM, 2));
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ExitReason && term.equals(((ExitReason) other).term));
  }

  @Override
  public int hashCode() {
    return term.hashCode();
  }

  @Override
  public String toString() {
    return term.toString();
  }
}
