package dev.mob.config;

/**
 * A version as OSGi defines it: {@code major.minor.micro.qualifier}, ordered by the three numbers
 * and then by the qualifier as text (OSGi Core 8, section 3.2.5).
 *
 * @param major changes when consumers break; at least 0
 * @param minor changes when implementers break; at least 0
 * @param micro changes when nobody breaks; at least 0
 * @param qualifier letters, digits, {@code _} and {@code -}; empty when there is none
 */
public record Version(int major, int minor, int micro, String qualifier)
    implements Comparable<Version> {

  /** {@code 0.0.0}, the lowest version. */
  public static final Version ZERO = new Version(0, 0, 0, "");

  public Version {
    if (major < 0 || minor < 0 || micro < 0) {
      throw new IllegalArgumentException(
          "a version's numbers are not negative: " + major + "." + minor + "." + micro);
    }
    for (int i = 0; i < qualifier.length(); i++) {
      if (!isQualifierCharacter(qualifier.charAt(i))) {
        throw new IllegalArgumentException(
            "a version's qualifier has letters, digits, '_' and '-' only: " + qualifier);
      }
    }
  }

  /** The version {@code major.minor.micro} without a qualifier. */
  public static Version of(int major, int minor, int micro) {
    return new Version(major, minor, micro, "");
  }

  /**
   * Reads {@code major[.minor[.micro[.qualifier]]]}. A qualifier may also follow the numbers after
   * a hyphen, as Maven writes it ({@code 1.0.0-SNAPSHOT}).
   *
   * @throws IllegalArgumentException if the text is no version; the message says what one looks
   *     like
   */
  public static Version parse(String text) {
    int[] numbers = new int[3];
    int at = 0;
    for (int part = 0; part < 3; part++) {
      int start = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (start == at || at - start > 9) {
        throw malformed(text);
      }
      numbers[part] = Integer.parseInt(text.substring(start, at));
      if (at == text.length()) {
        return new Version(numbers[0], numbers[1], numbers[2], "");
      }
      char separator = text.charAt(at++);
      if (separator == '-' || (separator == '.' && part == 2)) {
        String qualifier = text.substring(at);
        if (qualifier.isEmpty()) {
          throw malformed(text);
        }
        for (int i = 0; i < qualifier.length(); i++) {
          if (!isQualifierCharacter(qualifier.charAt(i))) {
            throw malformed(text);
          }
        }
        return new Version(numbers[0], numbers[1], numbers[2], qualifier);
      }
      if (separator != '.') {
        throw malformed(text);
      }
    }
    throw malformed(text);
  }

  @Override
  public int compareTo(Version other) {
    if (major != other.major) {
      return Integer.compare(major, other.major);
    }
    if (minor != other.minor) {
      return Integer.compare(minor, other.minor);
    }
    if (micro != other.micro) {
      return Integer.compare(micro, other.micro);
    }
    return qualifier.compareTo(other.qualifier);
  }

  /** {@code major.minor.micro}, and {@code .qualifier} when there is one. */
  @Override
  public String toString() {
    String numbers = major + "." + minor + "." + micro;
    return qualifier.isEmpty() ? numbers : numbers + "." + qualifier;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a version; write major.minor.micro, such as 1.0.0");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isQualifierCharacter(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  }
}
