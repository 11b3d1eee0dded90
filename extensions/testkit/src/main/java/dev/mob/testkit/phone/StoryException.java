package dev.mob.testkit.phone;

/**
 * A story that cannot be read or lived. The message is for people: what is wrong, each thing with
 * its file, line and column, and the sentence below it.
 */
public final class StoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoryException(String message) {
    super(message);
  }

  StoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
