package dev.mob.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads files of {@code RESULT name value} lines, one file a peer, and prints a Markdown table: the
 * median of each figure, and its ratio to the last peer's (Mob's), so that above 1 Mob is better.
 * The peers are the arguments, their files have their names.
 *
 * <p>A line {@code ROUND} begins each run of a peer's program. The first value of a figure in a
 * round that has several is warm-up and does not count, whoever's it is.
 */
public final class Compare {
  private Compare() {}

  public static void main(String[] peers) throws IOException {
    Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (String peer : peers) {
      Map<String, List<Double>> ofPeer = read(Path.of(peer));
      figures.put(peer, ofPeer);
      names.addAll(ofPeer.keySet());
    }
    String mob = peers[peers.length - 1];
    StringBuilder head = new StringBuilder("| figure (median) | runs |");
    StringBuilder line = new StringBuilder("|---|---|");
    for (String peer : peers) {
      head.append(' ').append(peer.replace('_', '-')).append(" |");
      line.append("---|");
      if (!peer.equals(mob)) {
        head.append(" Mob's advantage |");
        line.append("---|");
      }
    }
    System.out.println(head);
    System.out.println(line);
    for (String name : names) {
      List<Double> ours = figures.get(mob).getOrDefault(name, List.of());
      StringBuilder row = new StringBuilder("| " + name + " | " + ours.size() + " |");
      for (String peer : peers) {
        List<Double> theirs = figures.get(peer).getOrDefault(name, List.of());
        row.append(' ').append(theirs.isEmpty() ? "" : shown(median(theirs))).append(" |");
        if (!peer.equals(mob)) {
          boolean both = !theirs.isEmpty() && !ours.isEmpty();
          row.append(' ').append(both ? advantage(name, theirs, ours) : "").append(" |");
        }
      }
      System.out.println(row);
    }
  }

  private static Map<String, List<Double>> read(Path file) throws IOException {
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    Map<String, List<Double>> round = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.trim().split("\\s+");
      if (words[0].equals("ROUND")) {
        count(round, figures);
      } else if (words.length == 3 && words[0].equals("RESULT")) {
        round
            .computeIfAbsent(words[1], name -> new ArrayList<>())
            .add(Double.parseDouble(words[2]));
      }
    }
    count(round, figures);
    return figures;
  }

  private static void count(Map<String, List<Double>> round, Map<String, List<Double>> figures) {
    round.forEach(
        (name, values) ->
            figures
                .computeIfAbsent(name, none -> new ArrayList<>())
                .addAll(values.size() > 1 ? values.subList(1, values.size()) : values));
    round.clear();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** How many times better Mob is: rates by Mob over the peer, times and sizes the other way. */
  private static String advantage(String name, List<Double> theirs, List<Double> ours) {
    double ratio = median(ours) / median(theirs);
    if (!name.endsWith("_per_s")) {
      ratio = 1 / ratio;
    }
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String shown(double value) {
    if (value >= 1_000_000) {
      return String.format(Locale.ROOT, "%.2f M", value / 1e6);
    }
    if (value >= 10_000) {
      return String.format(Locale.ROOT, "%.0f k", value / 1e3);
    }
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3g", value);
  }
}
