package dev.mob.config;

/**
 * A place in a configuration file, exact to the column.
 *
 * @param file the file's name as the reader was given it; for an included file its own
 * @param line from 1
 * @param column from 1, in UTF-16 characters, a tab counting as one
 * @param length how many characters of that line are meant; at least 1
 * @param sourceLine the line's text, with secrets and what might be one replaced by asterisks of
 *     the same number and without a trailing comment; never holds a secret
 */
public record Position(String file, int line, int column, int length, String sourceLine) {

  public Position {
    if (line < 1 || column < 1 || length < 1) {
      throw new IllegalArgumentException(
          "lines, columns and lengths count from 1: " + line + ":" + column + "+" + length);
    }
  }

  /** The beginning of a file of which nothing more is known. */
  public static Position startOf(String file) {
    return new Position(file, 1, 1, 1, "");
  }

  /** {@code file:line:column}, which editors and terminals make a link of. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
