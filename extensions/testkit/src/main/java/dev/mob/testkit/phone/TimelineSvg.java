package dev.mob.testkit.phone;

import dev.mob.testkit.phone.Timeline.Entry;
import dev.mob.testkit.phone.Timeline.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a {@link Timeline}: a lane for what the user and the world do, for the app's state, for
 * what keeps it awake, for work, for messages and for what the app answers.
 *
 * <p>Stories have hours of nothing between seconds in which everything happens; time is therefore
 * not drawn to scale. What happens within a second shares a column, a column is as wide as what
 * stands in it, and its time is below it.
 */
public final class TimelineSvg {
  private static final int LEFT = 96;
  private static final int TOP = 14;
  private static final int NARROWEST = 62;
  private static final int ROW = 17;
  private static final int BAR = 24;
  private static final int PAD = 9;
  private static final int AXIS = 34;

  /** How wide a letter is on average, in the sans-serif fonts that browsers choose. */
  private static final double LETTER = 7.0;

  private static final Map<String, String> COLOURS =
      Map.of(
          "active", "#2e7d32",
          "launching", "#7cb342",
          "background", "#fdd835",
          "kept awake", "#ef6c00",
          "suspended", "#b0bec5");
  private static final String DARK = "#263238";

  private final List<Entry> entries;
  private final List<Long> columns = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private int[] left;

  /** What holds from one column to another; a moment when the two are the same. */
  private record Mark(int from, int to, String text, String full) {
    boolean isBar() {
      return to > from;
    }
  }

  private static final class Lane {
    final Track track;
    final String name;
    final List<Mark> bars = new ArrayList<>();
    final List<Mark> points = new ArrayList<>();

    /** The row of each point, so that no text lies over another. */
    final List<Integer> rows = new ArrayList<>();

    Lane(Track track, String name) {
      this.track = track;
      this.name = name;
    }

    int height() {
      int most = rows.stream().mapToInt(row -> row + 1).max().orElse(0);
      return PAD + (bars.isEmpty() ? 0 : BAR) + (most == 0 ? 0 : most * ROW + 2) + PAD;
    }

    int pointsAt() {
      return PAD + (bars.isEmpty() ? 0 : BAR + 4);
    }
  }

  private TimelineSvg(Timeline timeline) {
    this.entries = timeline.entries();
  }

  /** The drawing, as an SVG document without scripts, fonts or links. */
  public static String draw(Timeline timeline) {
    return new TimelineSvg(timeline).draw();
  }

  private String draw() {
    for (Entry entry : entries) {
      if (columns.isEmpty() || entry.millis() - columns.get(columns.size() - 1) >= 1_000) {
        columns.add(entry.millis());
      }
    }
    lane(Track.PHONE, "phone");
    lane(Track.APP, "app");
    lane(Track.LEASE, "kept awake");
    lane(Track.WORK, "work");
    lane(Track.MESSAGE, "messages");
    lane(Track.STATE, "state");
    layOut();
    paint();
    return out.toString();
  }

  // ---- what stands where

  private int column(long millis) {
    int column = 0;
    while (column + 1 < columns.size() && columns.get(column + 1) <= millis) {
      column++;
    }
    return column;
  }

  private void lane(Track track, String name) {
    Lane lane = new Lane(track, name);
    Entry open = null;
    for (Entry entry : entries) {
      if (entry.track() != track) {
        continue;
      }
      int at = column(entry.millis());
      if (entry.state() == null) {
        lane.points.add(new Mark(at, at, shortened(entry.what()), entry.what()));
        continue;
      }
      ended(lane, open, at, entry);
      open = entry.state().isEmpty() ? null : entry;
    }
    ended(lane, open, columns.size(), null);
    if (!lane.bars.isEmpty() || !lane.points.isEmpty()) {
      lanes.add(lane);
    }
  }

  /** A state that has come and gone within one column is a point, if it is not a mere passage. */
  private void ended(Lane lane, Entry open, int at, Entry by) {
    if (open == null) {
      return;
    }
    int from = column(open.millis());
    if (at > from) {
      lane.bars.add(new Mark(from, at, open.state(), open.state()));
    } else if (lane.track == Track.WORK && by != null) {
      lane.points.add(new Mark(from, from, shortened(by.what()), by.what()));
    }
  }

  private void layOut() {
    int count = columns.size();
    int[] widths = new int[count];
    for (int i = 0; i < count; i++) {
      widths[i] = Math.max(NARROWEST, width(time(columns.get(i))) + 14);
    }
    for (Lane lane : lanes) {
      for (Mark bar : lane.bars) {
        int room = 0;
        for (int i = bar.from; i < bar.to; i++) {
          room += widths[i];
        }
        widths[bar.to - 1] += Math.max(0, width(bar.text) + 14 - room);
      }
    }
    left = new int[count + 1];
    left[0] = LEFT;
    for (int i = 0; i < count; i++) {
      left[i + 1] = left[i] + widths[i];
    }
    for (Lane lane : lanes) {
      List<Integer> ends = new ArrayList<>();
      for (Mark point : lane.points) {
        int row = 0;
        while (row < ends.size() && ends.get(row) > left[point.from]) {
          row++;
        }
        int end = left[point.from] + 14 + width(point.text) + 12;
        if (row < ends.size()) {
          ends.set(row, end);
        } else {
          ends.add(end);
        }
        lane.rows.add(row);
        left[count] = Math.max(left[count], end);
      }
    }
  }

  private static int width(String text) {
    return (int) Math.ceil(text.length() * LETTER);
  }

  // ---- the drawing

  private void paint() {
    int width = left[columns.size()] + 12;
    int lanesHeight = lanes.stream().mapToInt(Lane::height).sum();
    int height = TOP + lanesHeight + AXIS;
    format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"system-ui, sans-serif\" font-size=\"12\">%n"
            + "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\"/>%n",
        width, height, width, height, width, height);
    for (int i = 0; i < columns.size(); i++) {
      line(left[i], TOP, left[i], TOP + lanesHeight + 6, "#eceff1");
      text(left[i], TOP + lanesHeight + 22, "#607d8b", time(columns.get(i)));
    }
    int y = TOP;
    for (Lane lane : lanes) {
      text(10, y + PAD + 16, "#607d8b", lane.name);
      for (Mark bar : lane.bars) {
        bar(lane.track, bar, y + PAD);
      }
      for (int i = 0; i < lane.points.size(); i++) {
        point(lane.track, lane.points.get(i), y + lane.pointsAt() + lane.rows.get(i) * ROW);
      }
      y += lane.height();
      line(10, y, width - 10, y, "#cfd8dc");
    }
    out.append("</svg>\n");
  }

  private void bar(Track track, Mark bar, int y) {
    String colour =
        switch (track) {
          case LEASE -> "#1565c0";
          case WORK -> "#00838f";
          default -> COLOURS.getOrDefault(bar.text, "#cfd8dc");
        };
    boolean light =
        colour.equals("#fdd835") || colour.equals("#b0bec5") || colour.equals("#cfd8dc");
    format(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\"><title>%s</title>"
            + "</rect>%n",
        left[bar.from], y, left[bar.to] - left[bar.from] - 2, BAR, colour, escaped(bar.full));
    text(left[bar.from] + 6, y + 16, light ? DARK : "#ffffff", bar.text);
  }

  private void point(Track track, Mark point, int y) {
    String colour =
        switch (track) {
          case MESSAGE -> "#6a1b9a";
          case WORK -> "#00838f";
          case LEASE -> "#1565c0";
          default -> "#455a64";
        };
    format(
        "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"><title>%s</title></circle>%n",
        left[point.from] + 5, y + 8, colour, escaped(point.full));
    text(left[point.from] + 14, y + 12, DARK, point.text);
  }

  /** As stories write it: {@code 2h 13m 5s}, the seconds only where they tell something. */
  private static String time(long millis) {
    Duration time = Duration.ofMillis(millis);
    StringBuilder text = new StringBuilder();
    part(text, time.toDays(), "d");
    part(text, time.toHoursPart(), "h");
    part(text, time.toMinutesPart(), "m");
    part(text, time.toSecondsPart(), "s");
    return text.length() == 0 ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(text.length() == 0 ? "" : " ").append(count).append(unit);
    }
  }

  private static String shortened(String what) {
    String text = what.replaceFirst("^the (user|phone|app) (is )?", "");
    return text.length() <= 48 ? text : text.substring(0, 47) + "…";
  }

  private void line(int x1, int y1, int x2, int y2, String colour) {
    format(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n", x1, y1, x2, y2, colour);
  }

  private void text(int x, int y, String colour, String text) {
    format("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, colour, escaped(text));
  }

  private void format(String pattern, Object... values) {
    out.append(String.format(Locale.ROOT, pattern, values));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
