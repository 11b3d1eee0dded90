package dev.mob.config.internal.hocon;

import dev.mob.config.internal.hocon.Token.Kind;

/** Carries a problem from where it was seen to the setting that it is in. */
final class Mistake extends RuntimeException {
  private final transient Problem problem;
  private final boolean fatal;

  /**
   * A mistake.
   *
   * @param fatal whether there is no going on with the next setting
   */
  Mistake(Problem problem, boolean fatal) {
    super(problem.message(), null, false, false);
    this.problem = problem;
    this.fatal = fatal;
  }

  /** At a token; if that is no token at all, what is wrong with it is told instead. */
  static Mistake at(Token token, String message, String mend) {
    String told = token.kind() == Kind.PROBLEM ? token.text() : message;
    return new Mistake(new Problem(token.start(), token.end(), told, mend, false), false);
  }

  /** At a bracket that has no counterpart. */
  static Mistake unbalanced(Token bracket, String message, String mend) {
    return new Mistake(new Problem(bracket.start(), bracket.end(), message, mend, true), false);
  }

  Problem problem() {
    return problem;
  }

  boolean isFatal() {
    return fatal;
  }
}
