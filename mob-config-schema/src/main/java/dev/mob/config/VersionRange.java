package dev.mob.config;

import java.util.Optional;

/**
 * A range of versions as OSGi defines it (OSGi Core 8, section 3.2.6): {@code [1.0,2)} from 1.0.0
 * on and below 2.0.0, {@code (1.0,2]} above 1.0.0 up to 2.0.0, and {@code 1.0} for 1.0.0 and all
 * above.
 */
public final class VersionRange {

  /** Every version. */
  public static final VersionRange ANY = new VersionRange(Version.ZERO, true, null, false);

  private final Version floor;
  private final boolean floorIncluded;
  private final Version ceiling;
  private final boolean ceilingIncluded;

  private VersionRange(
      Version floor, boolean floorIncluded, Version ceiling, boolean ceilingIncluded) {
    this.floor = floor;
    this.floorIncluded = floorIncluded;
    this.ceiling = ceiling;
    this.ceilingIncluded = ceilingIncluded;
  }

  /** {@code floor} and all versions above it. */
  public static VersionRange atLeast(Version floor) {
    return new VersionRange(floor, true, null, false);
  }

  /**
   * Reads a range in OSGi's notation.
   *
   * @throws IllegalArgumentException if the text is no range; the message says what one looks like
   */
  public static VersionRange parse(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty()) {
      throw malformed(text);
    }
    char open = trimmed.charAt(0);
    if (open != '[' && open != '(') {
      return atLeast(Version.parse(trimmed));
    }
    char close = trimmed.charAt(trimmed.length() - 1);
    int comma = trimmed.indexOf(',');
    if ((close != ']' && close != ')') || comma < 0) {
      throw malformed(text);
    }
    Version floor = Version.parse(trimmed.substring(1, comma).trim());
    Version ceiling = Version.parse(trimmed.substring(comma + 1, trimmed.length() - 1).trim());
    VersionRange range = new VersionRange(floor, open == '[', ceiling, close == ']');
    int order = floor.compareTo(ceiling);
    if (order > 0 || (order == 0 && !(range.floorIncluded && range.ceilingIncluded))) {
      throw new IllegalArgumentException("'" + text + "' is an empty range: no version is in it");
    }
    return range;
  }

  /** Whether a version is in this range. */
  public boolean includes(Version version) {
    int above = version.compareTo(floor);
    if (above < 0 || (above == 0 && !floorIncluded)) {
      return false;
    }
    if (ceiling == null) {
      return true;
    }
    int below = version.compareTo(ceiling);
    return below < 0 || (below == 0 && ceilingIncluded);
  }

  /** The lowest version, or the bound that versions stay above. */
  public Version floor() {
    return floor;
  }

  /** The upper bound; empty when the range is open upwards. */
  public Optional<Version> ceiling() {
    return Optional.ofNullable(ceiling);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionRange && ((VersionRange) other).toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** OSGi's notation. */
  @Override
  public String toString() {
    if (ceiling == null) {
      return floor.toString();
    }
    return (floorIncluded ? "[" : "(") + floor + "," + ceiling + (ceilingIncluded ? "]" : ")");
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a version range; write [1.0,2) for 1.0 and above but below 2.0");
  }
}
