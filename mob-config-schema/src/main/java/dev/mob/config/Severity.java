package dev.mob.config;

/** How much a {@link Diagnostic} weighs. */
public enum Severity {
  /** Nothing starts while there is one. */
  ERROR("error"),
  /** Worth a look; does not stop a start. */
  WARNING("warning");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** {@code error} or {@code warning}, as printed. */
  public String word() {
    return word;
  }
}
