package dev.mob.cluster.term;

/** Text that is no term in Erlang's syntax. The message shows the place. */
public final class TermSyntaxException extends IllegalArgumentException {
  private final int position;

  TermSyntaxException(String text, int position, String problem) {
    super(problem + " at character " + (position + 1) + ": " + excerpt(text, position));
    this.position = position;
  }

  /** Where in the text, from 0. */
  public int position() {
    return position;
  }

  private static String excerpt(String text, int position) {
    int from = Math.max(0, position - 20);
    int to = Math.min(text.length(), position + 20);
    return text.substring(from, Math.min(position, text.length()))
        + "<here>"
        + (position < to ? text.substring(position, to) : "");
  }
}
