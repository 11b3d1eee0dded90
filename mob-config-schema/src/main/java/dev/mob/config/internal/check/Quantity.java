package dev.mob.config.internal.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;

/** Numbers with units: durations and memory sizes, as text and back. */
public final class Quantity {

  /** What the text of a duration matches. */
  public static final String DURATION_PATTERN =
      "[0-9]{1,12}(\\.[0-9]{1,9})? *"
          + "(ns|nanos?|nanoseconds?|us|micros?|microseconds?|ms|millis?|milliseconds?"
          + "|s|seconds?|m|minutes?|h|hours?|d|days?)";

  /** What the text of a memory size matches. */
  public static final String MEMORY_PATTERN =
      "[0-9]{1,12}(\\.[0-9]{1,9})? *(B|kB|MB|GB|TB|K|KiB|M|MiB|G|GiB|T|TiB)";

  private static final String[] DURATION_UNITS = {
    "ns",
    "nano",
    "nanos",
    "nanosecond",
    "nanoseconds",
    "us",
    "micro",
    "micros",
    "microsecond",
    "microseconds",
    "ms",
    "milli",
    "millis",
    "millisecond",
    "milliseconds",
    "s",
    "second",
    "seconds",
    "m",
    "minute",
    "minutes",
    "h",
    "hour",
    "hours",
    "d",
    "day",
    "days"
  };

  private static final long[] DURATION_NANOS = {
    1,
    1,
    1,
    1,
    1,
    1_000,
    1_000,
    1_000,
    1_000,
    1_000,
    1_000_000,
    1_000_000,
    1_000_000,
    1_000_000,
    1_000_000,
    1_000_000_000L,
    1_000_000_000L,
    1_000_000_000L,
    60_000_000_000L,
    60_000_000_000L,
    60_000_000_000L,
    3_600_000_000_000L,
    3_600_000_000_000L,
    3_600_000_000_000L,
    86_400_000_000_000L,
    86_400_000_000_000L,
    86_400_000_000_000L
  };

  private static final String[] MEMORY_UNITS = {
    "B", "kB", "MB", "GB", "TB", "K", "KiB", "M", "MiB", "G", "GiB", "T", "TiB"
  };

  private static final long[] MEMORY_BYTES = {
    1,
    1_000,
    1_000_000,
    1_000_000_000,
    1_000_000_000_000L,
    1L << 10,
    1L << 10,
    1L << 20,
    1L << 20,
    1L << 30,
    1L << 30,
    1L << 40,
    1L << 40
  };

  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

  private Quantity() {}

  /** The duration that a text says; null if it says none. */
  public static Duration duration(String text) {
    BigDecimal nanos = read(text, DURATION_UNITS, DURATION_NANOS);
    if (nanos == null) {
      return null;
    }
    BigInteger[] seconds = nanos.toBigInteger().divideAndRemainder(NANOS_PER_SECOND);
    return Duration.ofSeconds(seconds[0].longValue(), seconds[1].longValue());
  }

  /** The number of bytes that a text says, at most 2^63-1; null if it says none. */
  public static Long bytes(String text) {
    BigDecimal bytes = read(text, MEMORY_UNITS, MEMORY_BYTES);
    if (bytes == null) {
      return null;
    }
    BigInteger whole = bytes.toBigInteger();
    return whole.bitLength() > 63 ? Long.valueOf(Long.MAX_VALUE) : Long.valueOf(whole.longValue());
  }

  /** A duration as a schema would say it, in the largest unit that leaves no fraction. */
  public static String text(Duration duration) {
    long seconds = duration.getSeconds();
    int nanos = duration.getNano();
    if (nanos % 1_000 != 0) {
      return BigInteger.valueOf(seconds).multiply(NANOS_PER_SECOND).add(BigInteger.valueOf(nanos))
          + "ns";
    }
    if (nanos % 1_000_000 != 0) {
      return seconds * 1_000_000 + nanos / 1_000 + "us";
    }
    if (nanos != 0) {
      return seconds * 1_000 + nanos / 1_000_000 + "ms";
    }
    if (seconds != 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds != 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    if (seconds != 0 && seconds % 60 == 0) {
      return seconds / 60 + "m";
    }
    return seconds + "s";
  }

  /** A number of bytes as a schema would say it, in the largest unit that leaves no fraction. */
  public static String text(long bytes) {
    if (bytes != 0 && bytes % (1L << 40) == 0) {
      return (bytes >> 40) + "TiB";
    }
    if (bytes != 0 && bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "GiB";
    }
    if (bytes != 0 && bytes % (1L << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    if (bytes != 0 && bytes % (1L << 10) == 0) {
      return (bytes >> 10) + "KiB";
    }
    return bytes + "B";
  }

  /** The unit that someone probably meant, for a text with a number and a wrong unit; or null. */
  static String unitMeant(String text, boolean memory) {
    int at = 0;
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    String unit = text.substring(at).trim();
    if (at == 0 || unit.isEmpty()) {
      return null;
    }
    for (String known : memory ? MEMORY_UNITS : DURATION_UNITS) {
      if (known.toLowerCase(Locale.ROOT).equals(unit.toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    return null;
  }

  private static BigDecimal read(String text, String[] units, long[] factors) {
    int at = digits(text, 0);
    if (at < 1 || at > 12) {
      return null;
    }
    int numberEnd = at;
    if (at < text.length() && text.charAt(at) == '.') {
      numberEnd = digits(text, at + 1);
      if (numberEnd - at < 2 || numberEnd - at > 10) {
        return null;
      }
    }
    int unitStart = numberEnd;
    while (unitStart < text.length() && text.charAt(unitStart) == ' ') {
      unitStart++;
    }
    String unit = text.substring(unitStart);
    for (int i = 0; i < units.length; i++) {
      if (units[i].equals(unit)) {
        return new BigDecimal(text.substring(0, numberEnd))
            .multiply(BigDecimal.valueOf(factors[i]));
      }
    }
    return null;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
