package dev.mob.install;

import dev.mob.config.Version;

/**
 * One version of an extension in a repository.
 *
 * @param version the version
 * @param date when it was released, as {@code plugins.json} has it; may be empty
 * @param requires the kernel that it asks for, in PF4J's notation; {@code *} for any
 * @param url the archive, relative to the repository or absolute
 * @param checksum {@code sha512sum} of {@code plugins.json}: the sum, the URL of a file with it, or
 *     {@code .sha512} for the file beside the archive; empty when it gives none
 */
public record Release(Version version, String date, String requires, String url, String checksum) {

  /**
   * Whether the listing lets it run on a kernel, as far as that can be told: PF4J's
   * semantic-version expressions are understood when they are comparisons joined by {@code &}. The
   * descriptor decides in the end.
   */
  public boolean mayRunOn(Version kernel) {
    for (String part : requires.split("[&,]|\\band\\b")) {
      String term = part.trim();
      if (term.isEmpty() || term.equals("*")) {
        continue;
      }
      int digits = 0;
      while (digits < term.length() && "<>=!~^".indexOf(term.charAt(digits)) >= 0) {
        digits++;
      }
      Version bound;
      try {
        bound = Version.parse(term.substring(digits).trim());
      } catch (IllegalArgumentException notUnderstood) {
        continue;
      }
      int order = kernel.compareTo(bound);
      boolean fits =
          switch (term.substring(0, digits)) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case "=", "==" -> order == 0;
            case "", ">=" -> order >= 0;
            case "^" -> order >= 0 && kernel.major() == bound.major();
            case "~" ->
                order >= 0 && kernel.major() == bound.major() && kernel.minor() == bound.minor();
            default -> true;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
