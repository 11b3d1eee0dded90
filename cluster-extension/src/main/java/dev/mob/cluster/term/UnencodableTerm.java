package dev.mob.cluster.term;

/** A Java value that has no form as a term. The message says which, and what to do. */
public final class UnencodableTerm extends RuntimeException {
  UnencodableTerm(String message) {
    super(message);
  }
}
