package dev.mob.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows under headings, in columns as wide as their widest cell. Not for several threads. */
final class Table {
  private final String[] headings;
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();
  private final List<UnaryOperator<String>> styles = new ArrayList<>();

  /**
   * @param headings one for each column; a leading {@code >} sets the column flush right
   */
  Table(String... headings) {
    this.headings = new String[headings.length];
    this.right = new boolean[headings.length];
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      this.headings[i] = right[i] ? headings[i].substring(1) : headings[i];
    }
  }

  /** Adds a row with as many cells as there are headings; null cells are empty. */
  void row(Object... cells) {
    row(UnaryOperator.identity(), cells);
  }

  /** Adds a row and says how its text is shown, such as coloured. */
  void row(UnaryOperator<String> style, Object... cells) {
    if (cells.length != headings.length) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + headings.length + " columns");
    }
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i] == null ? "" : cells[i].toString();
    }
    rows.add(row);
    styles.add(style);
  }

  /** The lines, without trailing spaces. */
  List<String> lines(UnaryOperator<String> headingStyle) {
    int[] widths = new int[headings.length];
    widen(widths, headings);
    rows.forEach(row -> widen(widths, row));
    List<String> lines = new ArrayList<>();
    lines.add(headingStyle.apply(line(widths, headings)));
    for (int i = 0; i < rows.size(); i++) {
      lines.add(styles.get(i).apply(line(widths, rows.get(i))));
    }
    return lines;
  }

  private static void widen(int[] widths, String[] row) {
    for (int i = 0; i < row.length; i++) {
      widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
    }
  }

  private String line(int[] widths, String[] row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String padding = " ".repeat(widths[i] - row[i].codePointCount(0, row[i].length()));
      line.append(i == 0 ? "" : "  ");
      line.append(right[i] ? padding + row[i] : row[i] + padding);
    }
    return line.toString().stripTrailing();
  }
}
