package dev.mob.config.internal.check;

import com.typesafe.config.ConfigValue;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.internal.hocon.Place;
import java.util.Map;

/**
 * Says what is wrong with a value and what to do. Shows the value itself only where a file says it
 * and it is no secret: never what came from the environment.
 */
final class Wording {
  private static final int LONGEST_SHOWN = 40;

  private final Findings findings;

  Wording(Findings findings) {
    this.findings = findings;
  }

  /** Notes a value of another type than the setting's. */
  void mistyped(Setting setting, ConfigValue value, Place place, String path) {
    String mend = "";
    Object raw = value.unwrapped();
    boolean wantsText =
        setting.type() == SettingType.STRING
            || setting.type() == SettingType.ENUM
            || setting.type() == SettingType.SECRET
            || setting.type() == SettingType.PATH;
    boolean single = raw instanceof Number || raw instanceof Boolean;
    if (wantsText && single) {
      mend = "put it in quotes";
    } else if (setting.type() == SettingType.BOOLEAN && raw instanceof String) {
      if (raw.equals("yes") || raw.equals("on")) {
        mend = "write true";
      } else if (raw.equals("no") || raw.equals("off")) {
        mend = "write false";
      } else if (raw.equals("true") || raw.equals("false")) {
        mend = "write it without quotes";
      }
    } else if (raw instanceof String && isNumeric(setting) && looksNumeric((String) raw)) {
      mend = "write it without quotes";
    } else if (setting.type() == SettingType.LIST && !(raw instanceof Map)) {
      mend = "put it in brackets [ ]";
    }
    expected(setting, value, place, path, mend);
  }

  /** Notes a value that is no duration, or no memory size. */
  void mistypedQuantity(Setting setting, ConfigValue value, Place place, String path) {
    boolean memory = setting.type() == SettingType.MEMORY_SIZE;
    Object raw = value.unwrapped();
    String mend = "";
    if (raw instanceof Number) {
      mend = "add a unit, such as " + raw + (memory ? "KiB" : "s");
    } else if (raw instanceof String) {
      String unit = Quantity.unitMeant((String) raw, memory);
      mend = unit == null ? "" : "units are case-sensitive, write " + unit;
    }
    if (place.variable() != null) {
      mend = "";
    }
    expected(setting, value, place, path, mend);
  }

  private void expected(Setting setting, ConfigValue value, Place place, String path, String mend) {
    findings.error(
        Kind.TYPE,
        place.value(),
        path,
        "expected " + setting.type().description() + ", found " + found(setting, value, place),
        mend);
  }

  /** What was found, for people: the value itself only where it is written and no secret. */
  static String found(Setting setting, ConfigValue value, Place place) {
    String variable = place.variable();
    if (variable != null) {
      return "the environment variable " + variable;
    }
    boolean hidden = setting.type() == SettingType.SECRET || !place.isLiteral();
    switch (value.valueType()) {
      case STRING:
        return hidden ? "a text" : "'" + shortened((String) value.unwrapped()) + "'";
      case NUMBER:
        return hidden ? "a number" : "the number " + value.unwrapped();
      case BOOLEAN:
        return hidden ? "true or false" : value.unwrapped().toString();
      case LIST:
        return "a list";
      case OBJECT:
        return "a block";
      default:
        return "null";
    }
  }

  /** A value as it is told, or what it comes from where it must not be. */
  static String shown(Place place, String told) {
    if (place.variable() != null) {
      return "the environment variable " + place.variable();
    }
    return place.isEmpty() || place.isLiteral() ? told : "this value";
  }

  /** The word for what is wrong with the measure of a value. */
  static String measure(Setting setting, boolean tooSmall) {
    switch (setting.type()) {
      case STRING:
      case SECRET:
      case DURATION:
        return tooSmall ? "short" : "long";
      case LIST:
      case MAP:
        return tooSmall ? "few" : "many";
      default:
        return tooSmall ? "small" : "large";
    }
  }

  private static boolean isNumeric(Setting setting) {
    return setting.type() == SettingType.INTEGER
        || setting.type() == SettingType.NUMBER
        || setting.type() == SettingType.PORT;
  }

  private static boolean looksNumeric(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException no) {
      return false;
    }
  }

  private static String shortened(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST_SHOWN; i++) {
      char c = text.charAt(i);
      shown.append(c < 0x20 || c == 0x7f ? ' ' : c);
    }
    return text.length() > LONGEST_SHOWN ? shown + "..." : shown.toString();
  }
}
