package dev.mob.config.internal.check;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.HostAndPort;
import dev.mob.config.Secret;
import dev.mob.config.Setting;
import dev.mob.config.Suggestion;
import dev.mob.config.internal.hocon.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.regex.Pattern;

/** Holds a single value against its setting and gives it in its Java form. */
final class ScalarChecker {
  private static final double LONG_LIMIT = 9.223372036854775807e18;

  private final Findings findings;
  private final Wording wording;

  ScalarChecker(Findings findings) {
    this.findings = findings;
    this.wording = new Wording(findings);
  }

  /** The value in its Java form; null if it does not fit, which has then been noted. */
  Object check(Setting setting, ConfigValue value, Place place, String path) {
    switch (setting.type()) {
      case STRING:
        return text(setting, value, place, path);
      case SECRET:
        return secret(setting, value, place, path);
      case ENUM:
        return word(setting, value, place, path);
      case BOOLEAN:
        return bool(setting, value, place, path);
      case INTEGER:
        return integer(setting, value, place, path);
      case NUMBER:
        return number(setting, value, place, path);
      case PORT:
        return port(setting, value, place, path);
      case DURATION:
        return duration(setting, value, place, path);
      case MEMORY_SIZE:
        return bytes(setting, value, place, path);
      case HOST_AND_PORT:
        return hostAndPort(setting, value, place, path);
      case PATH:
        return path(setting, value, place, path);
      default:
        throw new IllegalArgumentException(setting + " is no single value");
    }
  }

  private String text(Setting setting, ConfigValue value, Place place, String path) {
    if (value.valueType() != ConfigValueType.STRING) {
      wording.mistyped(setting, value, place, path);
      return null;
    }
    String text = (String) value.unwrapped();
    long length = text.codePointCount(0, text.length());
    if (!within(setting, length, "the text", place, path)) {
      return null;
    }
    if (setting.pattern().isPresent()
        && !Pattern.compile(setting.pattern().get()).matcher(text).matches()) {
      findings.error(
          Kind.RANGE,
          place.value(),
          path,
          Wording.found(setting, value, place) + " does not have the form that is asked for",
          "it matches " + setting.pattern().get());
      return null;
    }
    return text;
  }

  private Secret secret(Setting setting, ConfigValue value, Place place, String path) {
    String text = text(setting, value, place, path);
    if (text == null) {
      return null;
    }
    if (place.isLiteral()) {
      findings.warning(
          Kind.SECRET,
          place.value(),
          path,
          "a secret is written into the file",
          "put it into an environment variable and write ${NAME}");
    }
    return new Secret(text);
  }

  private String word(Setting setting, ConfigValue value, Place place, String path) {
    if (value.valueType() != ConfigValueType.STRING) {
      wording.mistyped(setting, value, place, path);
      return null;
    }
    String word = (String) value.unwrapped();
    if (setting.values().contains(word)) {
      return word;
    }
    String meant = place.variable() == null ? Suggestion.closest(word, setting.values()) : null;
    String allowed = "allowed: " + Suggestion.join(setting.values());
    findings.error(
        Kind.RANGE,
        place.value(),
        path,
        Wording.found(setting, value, place) + " is not allowed",
        meant == null ? allowed : "did you mean '" + meant + "'? " + allowed);
    return null;
  }

  private Boolean bool(Setting setting, ConfigValue value, Place place, String path) {
    if (value.valueType() == ConfigValueType.BOOLEAN) {
      return (Boolean) value.unwrapped();
    }
    String substituted = substituted(value, place);
    if ("true".equals(substituted) || "false".equals(substituted)) {
      return Boolean.valueOf(substituted);
    }
    wording.mistyped(setting, value, place, path);
    return null;
  }

  private Long integer(Setting setting, ConfigValue value, Place place, String path) {
    Long number = wholeNumber(setting, value, place, path);
    return number != null && within(setting, number, String.valueOf(number), place, path)
        ? number
        : null;
  }

  private Integer port(Setting setting, ConfigValue value, Place place, String path) {
    Long number = wholeNumber(setting, value, place, path);
    if (number == null) {
      return null;
    }
    if (number < 0 || number > 65535) {
      findings.error(
          Kind.RANGE,
          place.value(),
          path,
          Wording.shown(place, String.valueOf(number)) + " is no port",
          "ports go from 0 to 65535");
      return null;
    }
    return within(setting, number, String.valueOf(number), place, path)
        ? Integer.valueOf(number.intValue())
        : null;
  }

  private Long wholeNumber(Setting setting, ConfigValue value, Place place, String path) {
    Object raw = value.unwrapped();
    if (raw instanceof Integer || raw instanceof Long) {
      return ((Number) raw).longValue();
    }
    if (raw instanceof Double) {
      double number = (Double) raw;
      if (number == Math.rint(number) && Math.abs(number) < LONG_LIMIT) {
        return (long) number;
      }
    }
    String substituted = substituted(value, place);
    if (substituted != null) {
      try {
        return Long.valueOf(substituted.trim());
      } catch (NumberFormatException notANumber) {
        // Said below, with the place.
      }
    }
    wording.mistyped(setting, value, place, path);
    return null;
  }

  private Double number(Setting setting, ConfigValue value, Place place, String path) {
    Double number = null;
    if (value.unwrapped() instanceof Number) {
      number = ((Number) value.unwrapped()).doubleValue();
    } else if (substituted(value, place) != null) {
      try {
        number = Double.valueOf(substituted(value, place).trim());
      } catch (NumberFormatException notANumber) {
        // Said below, with the place.
      }
    }
    if (number == null || number.isInfinite() || number.isNaN()) {
      wording.mistyped(setting, value, place, path);
      return null;
    }
    return within(setting, number, String.valueOf(number), place, path) ? number : null;
  }

  private Duration duration(Setting setting, ConfigValue value, Place place, String path) {
    Duration duration =
        value.valueType() == ConfigValueType.STRING
            ? Quantity.duration((String) value.unwrapped())
            : null;
    if (duration == null) {
      wording.mistypedQuantity(setting, value, place, path);
      return null;
    }
    return within(setting, duration, Quantity.text(duration), place, path) ? duration : null;
  }

  private Long bytes(Setting setting, ConfigValue value, Place place, String path) {
    Long bytes =
        value.valueType() == ConfigValueType.STRING
            ? Quantity.bytes((String) value.unwrapped())
            : null;
    if (bytes == null) {
      wording.mistypedQuantity(setting, value, place, path);
      return null;
    }
    return within(setting, bytes, Quantity.text(bytes), place, path) ? bytes : null;
  }

  private HostAndPort hostAndPort(Setting setting, ConfigValue value, Place place, String path) {
    if (value.valueType() == ConfigValueType.STRING) {
      try {
        return HostAndPort.parse((String) value.unwrapped());
      } catch (IllegalArgumentException notOne) {
        // Said below, with the place.
      }
    }
    wording.mistyped(setting, value, place, path);
    return null;
  }

  private Path path(Setting setting, ConfigValue value, Place place, String path) {
    if (value.valueType() != ConfigValueType.STRING
        || ((String) value.unwrapped()).isEmpty()
        || ((String) value.unwrapped()).indexOf('\0') >= 0) {
      wording.mistyped(setting, value, place, path);
      return null;
    }
    try {
      Path folder = place.isEmpty() ? null : place.effective().source().source().folder();
      String text = (String) value.unwrapped();
      return folder == null ? Paths.get(text) : folder.resolve(text).normalize();
    } catch (InvalidPathException notHere) {
      findings.error(
          Kind.UNUSABLE,
          place.value(),
          path,
          "this machine's file system has no such name",
          "choose a name with plain letters, digits and hyphens");
      return null;
    }
  }

  /** Whether a value is within its setting's bounds; notes it if not. */
  boolean within(Setting setting, Object value, String told, Place place, String path) {
    Object min = setting.min().isPresent() ? setting.min().get() : null;
    Object max = setting.max().isPresent() ? setting.max().get() : null;
    boolean tooSmall = min != null && compare(value, min) < 0;
    boolean tooLarge = max != null && compare(value, max) > 0;
    if (!tooSmall && !tooLarge) {
      return true;
    }
    findings.error(
        Kind.RANGE,
        place.value(),
        path,
        Wording.shown(place, told) + " is too " + Wording.measure(setting, tooSmall),
        Bounds.text(setting));
    return false;
  }

  private static int compare(Object value, Object bound) {
    if (value instanceof Duration) {
      return ((Duration) value).compareTo((Duration) bound);
    }
    if (value instanceof Double || bound instanceof Double) {
      return Double.compare(((Number) value).doubleValue(), ((Number) bound).doubleValue());
    }
    return Long.compare(((Number) value).longValue(), ((Number) bound).longValue());
  }

  /**
   * Text that came from the environment, which may stand for a number or a boolean, for the
   * environment has nothing but text. Null for text that a file says.
   */
  private static String substituted(ConfigValue value, Place place) {
    return value.valueType() == ConfigValueType.STRING && place.isFromEnvironment()
        ? (String) value.unwrapped()
        : null;
  }
}
