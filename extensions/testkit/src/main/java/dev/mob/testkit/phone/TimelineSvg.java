package dev.mob.testkit.phone;

import dev.mob.testkit.phone.Timeline.Entry;
import dev.mob.testkit.phone.Timeline.Track;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a {@link Timeline}: a lane for the app's state, for leases, for work, for messages and for
 * what the user does.
 *
 * <p>Stories have hours of nothing between seconds in which everything happens; time is therefore
 * not drawn to scale: each moment at which something happens gets the same width, with its time
 * below it.
 */
public final class TimelineSvg {
  private static final int LEFT = 90;
  private static final int STEP = 46;
  private static final int LANE = 54;
  private static final int TOP = 20;
  private static final int BAR = 22;
  private static final Map<String, String> COLOURS =
      Map.of(
          "active", "#2e7d32",
          "launching", "#9ccc65",
          "background", "#fbc02d",
          "kept awake", "#ef6c00",
          "suspended", "#90a4ae");
  private static final Track[] LANES = {
    Track.PHONE, Track.APP, Track.LEASE, Track.WORK, Track.MESSAGE
  };

  private final List<Entry> entries;
  private final StringBuilder out = new StringBuilder();
  private final Map<Track, Integer> openSince = new EnumMap<>(Track.class);
  private final Map<Track, String> openState = new EnumMap<>(Track.class);

  private TimelineSvg(Timeline timeline) {
    this.entries = timeline.entries();
  }

  /** The drawing, as an SVG document without scripts, fonts or links. */
  public static String draw(Timeline timeline) {
    return new TimelineSvg(timeline).draw();
  }

  private String draw() {
    int columns = columns();
    int width = LEFT + columns * STEP + 20;
    int height = TOP + LANES.length * LANE + 90;
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n",
            width,
            height,
            width,
            height,
            width,
            height));
    for (int lane = 0; lane < LANES.length; lane++) {
      int y = TOP + lane * LANE;
      text(8, y + 32, "#37474f", LANES[lane].name().toLowerCase(Locale.ROOT), 0);
      line(LEFT, y + LANE - 2, width - 10, y + LANE - 2, "#eceff1");
    }
    int column = -1;
    long last = -1;
    int label = 0;
    for (Entry entry : entries) {
      if (entry.millis() != last) {
        last = entry.millis();
        column++;
        label = 0;
        int x = LEFT + column * STEP;
        line(x, TOP, x, TOP + LANES.length * LANE, "#f5f5f5");
        text(x, TOP + LANES.length * LANE + 14, "#607d8b", Timeline.time(last), 45);
      }
      entry(entry, column, label);
      label += entry.state() == null ? 1 : 0;
    }
    for (Track track : LANES) {
      closeBar(track, columns);
    }
    return out.append("</svg>\n").toString();
  }

  private int columns() {
    return (int) entries.stream().mapToLong(Entry::millis).distinct().count();
  }

  private void entry(Entry entry, int column, int label) {
    int x = LEFT + column * STEP;
    int y = TOP + lane(entry.track()) * LANE;
    if (entry.state() == null) {
      out.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"><title>%s</title></circle>%n",
              x,
              y + 14,
              entry.track() == Track.MESSAGE ? "#6a1b9a" : "#455a64",
              escaped(entry.what())));
      text(x + 8, y + 18 + label % 3 * 12, "#263238", shortened(entry.what()), 0);
      return;
    }
    closeBar(entry.track(), column);
    if (!entry.state().isEmpty()) {
      openSince.put(entry.track(), column);
      openState.put(entry.track(), entry.state());
    }
  }

  private void closeBar(Track track, int column) {
    Integer since = openSince.remove(track);
    if (since == null) {
      return;
    }
    String state = openState.remove(track);
    int x = LEFT + since * STEP;
    int y = TOP + lane(track) * LANE + 12;
    int width = Math.max(4, (column - since) * STEP - 2);
    String colour =
        track == Track.LEASE
            ? "#1565c0"
            : track == Track.WORK ? "#00838f" : COLOURS.getOrDefault(state, "#cfd8dc");
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\">"
                + "<title>%s</title></rect>%n",
            x,
            y,
            width,
            BAR,
            colour,
            escaped(state)));
    int fits = width / 6;
    if (fits >= 3) {
      text(x + 4, y + 15, "#ffffff", state.length() <= fits ? state : state.substring(0, fits), 0);
    }
  }

  private static int lane(Track track) {
    return List.of(LANES).indexOf(track);
  }

  private static String shortened(String what) {
    return what.replace("the user ", "").replace("the phone ", "").replace("the app ", "");
  }

  private void line(int x1, int y1, int x2, int y2, String colour) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private void text(int x, int y, String colour, String text, int turned) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" fill=\"%s\"%s>%s</text>%n",
            x,
            y,
            colour,
            turned == 0
                ? ""
                : String.format(Locale.ROOT, " transform=\"rotate(%d %d %d)\"", turned, x, y),
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
