package dev.mob.cluster.term;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Charlists: Erlang's {@code "text"}, a list of code points. */
public final class Charlists {
  private Charlists() {}

  /** The list of this text's code points. */
  public static List<Object> of(String text) {
    List<Object> points = new ArrayList<>(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      points.add((long) text.codePointAt(i));
    }
    return Collections.unmodifiableList(points);
  }

  /**
   * The text of a charlist.
   *
   * @throws IllegalArgumentException when an element is no code point
   */
  public static String text(List<?> charlist) {
    StringBuilder text = new StringBuilder(charlist.size());
    for (Object point : charlist) {
      if (!(point instanceof Long) || (Long) point < 0 || (Long) point > Character.MAX_CODE_POINT) {
        throw new IllegalArgumentException("not a code point: " + TermPrinter.print(point));
      }
      text.appendCodePoint(((Long) point).intValue());
    }
    return text.toString();
  }

  /** True for a list, not empty, of code points that can be printed (as {@code io_lib} asks). */
  static boolean isPrintable(List<?> list) {
    if (list.isEmpty()) {
      return false;
    }
    for (Object element : list) {
      if (!(element instanceof Long) || !isPrintable((Long) element)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(long c) {
    return (c >= 32 && c < 127)
        || (c >= 8 && c <= 13)
        || c == 27
        || (c >= 160 && c < 0xD800)
        || (c > 0xDFFF && c < 0xFFFE)
        || (c >= 0x10000 && c <= Character.MAX_CODE_POINT);
  }
}
