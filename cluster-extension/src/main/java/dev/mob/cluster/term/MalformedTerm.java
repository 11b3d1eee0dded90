package dev.mob.cluster.term;

/**
 * Bytes that are not a term, or one beyond the {@link TermLimits}. What came before is lost with
 * it: a link on which this happens is closed.
 */
public final class MalformedTerm extends RuntimeException {
  MalformedTerm(String message) {
    super(message);
  }

  MalformedTerm(String message, Throwable cause) {
    super(message, cause);
  }
}
