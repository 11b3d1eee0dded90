package dev.mob.config.internal.hocon;

import java.nio.file.Path;
import java.util.Arrays;

/** The text of one file, with its name and the folder that relative names in it start from. */
public final class Source {
  private final String name;
  private final String text;
  private final Path folder;
  private final int[] lineStarts;

  /**
   * A text.
   *
   * @param name for positions
   * @param folder null when there is none
   */
  public Source(String name, String text, Path folder) {
    this.name = name;
    this.text = text;
    this.folder = folder;
    int[] starts = new int[64];
    int lines = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (lines == starts.length) {
        starts = Arrays.copyOf(starts, lines * 2);
      }
      starts[lines++] = at + 1;
    }
    this.lineStarts = Arrays.copyOf(starts, lines);
  }

  /** The file's name, for positions. */
  public String name() {
    return name;
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** Where relative names start from; null for none. */
  public Path folder() {
    return folder;
  }

  /** The line, from 1, of an offset. */
  int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** How many lines there are. */
  int lines() {
    return lineStarts.length;
  }

  /** The offset of a line's first character. */
  int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** The offset after a line's last character, its line break not included. */
  int lineEnd(int line) {
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    if (end > lineStart(line) && text.charAt(end - 1) == '\r') {
      end--;
    }
    return end;
  }
}
