package dev.mob.kernel;

/**
 * A kernel could not be booted for a reason that is not in mob.conf. (What is wrong in mob.conf is
 * a {@link dev.mob.config.ConfigurationException}; an extension that fails does not fail the boot.)
 * All that had been started has been stopped again.
 */
public class BootFailed extends RuntimeException {
  public BootFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
