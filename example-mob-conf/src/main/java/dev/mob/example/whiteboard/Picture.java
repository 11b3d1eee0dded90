package dev.mob.example.whiteboard;

import dev.mob.process.Atom;
import dev.mob.state.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What is on the board: rows of marks, and how many strokes it took. Immutable.
 *
 * @param rows all of the same length
 * @param strokes how often something was drawn, also over something else
 */
record Picture(List<String> rows, long strokes) {
  private static final char EMPTY = ' ';
  private static final int LAYOUT = 1;

  /**
   * As it is kept on disk. The first byte lets a later version of the whiteboard read this one's.
   */
  static final Codec<Picture> CODEC =
      Codec.of(
          (picture, out) -> {
            out.writeByte(LAYOUT);
            out.writeLong(picture.strokes);
            out.writeInt(picture.rows.size());
            for (String row : picture.rows) {
              out.writeUTF(row);
            }
          },
          in -> {
            int layout = in.readByte();
            if (layout != LAYOUT) {
              throw new IOException(
                  "a picture of layout " + layout + ", this code knows " + LAYOUT);
            }
            long strokes = in.readLong();
            List<String> rows = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
              rows.add(in.readUTF());
            }
            return new Picture(rows, strokes);
          });

  Picture {
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  static Picture blank(int width, int height) {
    char[] row = new char[width];
    Arrays.fill(row, EMPTY);
    return new Picture(Collections.nCopies(height, new String(row)), 0);
  }

  int width() {
    return rows.get(0).length();
  }

  int height() {
    return rows.size();
  }

  boolean isAsLargeAs(Picture other) {
    return width() == other.width() && height() == other.height();
  }

  /** This picture with one more mark; a mark beside the board changes nothing. */
  Picture with(Stroke stroke) {
    if (stroke.x() < 0 || stroke.x() >= width() || stroke.y() < 0 || stroke.y() >= height()) {
      return this;
    }
    List<String> drawn = new ArrayList<>(rows);
    char[] row = drawn.get(stroke.y()).toCharArray();
    row[stroke.x()] = stroke.mark();
    drawn.set(stroke.y(), new String(row));
    return new Picture(drawn, strokes + 1);
  }

  /** For nodes that do not know this class: {@code #{strokes => N, rows => [Row]}}. */
  Map<Atom, Object> asTerm() {
    return Map.of(Atom.of("strokes"), strokes, Atom.of("rows"), rows);
  }

  /** The same size, nothing on it. */
  Picture wiped() {
    return blank(width(), height());
  }
}
