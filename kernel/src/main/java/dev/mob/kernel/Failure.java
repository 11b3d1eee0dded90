package dev.mob.kernel;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why an extension does not run. Text only, so that a status which is kept does not keep the
 * extension's classes.
 *
 * @param summary one line: what went wrong
 * @param detail the stack trace or another long explanation; empty when there is none
 */
public record Failure(String summary, String detail) {

  /** A failure without an exception behind it. */
  public static Failure of(String summary) {
    return new Failure(summary, "");
  }

  /** A failure with the exception behind it. */
  public static Failure of(String summary, Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return new Failure(summary, trace.toString());
  }

  @Override
  public String toString() {
    return summary;
  }
}
