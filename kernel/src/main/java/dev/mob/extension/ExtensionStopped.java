package dev.mob.extension;

/**
 * An extension asked its context for something after it was told to stop. A process that meets this
 * while it still starts has nothing more to do and ends in order.
 */
public final class ExtensionStopped extends IllegalStateException {
  public ExtensionStopped(String extension) {
    super("extension " + extension + " has stopped");
  }
}
