package dev.mob.config;

/** A configuration that cannot be used; its message is the rendered {@link Diagnostics}. */
public final class ConfigurationException extends RuntimeException {
  private final transient Diagnostics diagnostics;

  /** Made of what was found wrong. */
  public ConfigurationException(Diagnostics diagnostics) {
    super(diagnostics.render());
    this.diagnostics = diagnostics;
  }

  /** What was found wrong. */
  public Diagnostics diagnostics() {
    return diagnostics;
  }
}
