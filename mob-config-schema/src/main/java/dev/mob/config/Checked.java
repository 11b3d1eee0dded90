package dev.mob.config;

import java.util.Objects;
import java.util.Optional;

/**
 * What came of reading or checking something: a value, diagnostics, or a value with warnings. There
 * is no value when a diagnostic is an error.
 *
 * @param <T> what was read
 */
public final class Checked<T> {
  private final T value;
  private final Diagnostics diagnostics;

  private Checked(T value, Diagnostics diagnostics) {
    this.value = value;
    this.diagnostics = Objects.requireNonNull(diagnostics, "diagnostics");
  }

  /** A value that is fit for use, with what is worth a warning. */
  public static <T> Checked<T> valid(T value, Diagnostics warnings) {
    return new Checked<>(Objects.requireNonNull(value, "value"), warnings);
  }

  /** No value, and why. */
  public static <T> Checked<T> invalid(Diagnostics diagnostics) {
    if (!diagnostics.hasErrors()) {
      throw new IllegalArgumentException("something without a value has at least one error");
    }
    return new Checked<>(null, diagnostics);
  }

  /** The value; empty when there are errors. */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** Everything that was noticed, errors and warnings, in the order of files and lines. */
  public Diagnostics diagnostics() {
    return diagnostics;
  }

  /**
   * The value.
   *
   * @throws ConfigurationException with all diagnostics if there is none
   */
  public T orThrow() {
    if (value == null) {
      throw new ConfigurationException(diagnostics);
    }
    return value;
  }
}
