package dev.mob.config;

import java.util.Collection;
import java.util.Locale;

/** The known word that someone who wrote another probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The closest of some words by edits (Damerau and Levenshtein, neighbours swapped count as one).
   *
   * @return null if none is close enough to be meant: at most one edit in three characters
   */
  public static String closest(String written, Collection<String> known) {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    String lower = written.toLowerCase(Locale.ROOT);
    for (String word : known) {
      int most = Math.max(1, Math.max(written.length(), word.length()) / 3);
      if (Math.abs(word.length() - written.length()) > most) {
        continue;
      }
      int edits = edits(lower, word.toLowerCase(Locale.ROOT));
      if (edits <= most && edits < fewest) {
        best = word;
        fewest = edits;
      }
    }
    return best;
  }

  /** As a mend: {@code did you mean 'word'?}, or else what is allowed; empty if nothing is. */
  public static String mend(String written, Collection<String> known, String otherwise) {
    String closest = closest(written, known);
    if (closest != null) {
      return "did you mean '" + closest + "'?";
    }
    return known.isEmpty() ? "" : otherwise + join(known);
  }

  /** Words with commas between them. */
  public static String join(Collection<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(text.length() == 0 ? "" : ", ").append(word);
    }
    return text.toString();
  }

  private static int edits(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(Math.min(current[j - 1] + 1, last[j] + 1), last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        current[j] = swapped ? Math.min(fewest, beforeLast[j - 2] + 1) : fewest;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[b.length()];
  }
}
