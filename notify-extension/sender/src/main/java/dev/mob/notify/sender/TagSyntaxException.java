package dev.mob.notify.sender;

/** A text that is not a {@link TagExpression}. */
public final class TagSyntaxException extends IllegalArgumentException {
  private final int position;

  public TagSyntaxException(String text, int position, String problem) {
    super("tag expression '" + text + "', character " + (position + 1) + ": " + problem);
    this.position = position;
  }

  /** The offset of the first character that was not understood, from 0. */
  public int position() {
    return position;
  }
}
