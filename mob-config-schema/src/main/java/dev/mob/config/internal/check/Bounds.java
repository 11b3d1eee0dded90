package dev.mob.config.internal.check;

import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import java.time.Duration;

/** A setting's range in words. */
public final class Bounds {
  private Bounds() {}

  /** {@code at least 1}, {@code at most 10s}, {@code from 1 to 4 characters}; empty without any. */
  public static String text(Setting setting) {
    if (!setting.min().isPresent() && !setting.max().isPresent()) {
      return "";
    }
    String text;
    if (!setting.max().isPresent()) {
      text = "at least " + value(setting, setting.min().get());
    } else if (!setting.min().isPresent()) {
      text = "at most " + value(setting, setting.max().get());
    } else {
      text =
          "from "
              + value(setting, setting.min().get())
              + " to "
              + value(setting, setting.max().get());
    }
    switch (setting.type()) {
      case STRING:
      case SECRET:
        return text + " characters";
      case LIST:
        return text + " elements";
      case MAP:
        return text + " entries";
      default:
        return text;
    }
  }

  private static String value(Setting setting, Object bound) {
    if (bound instanceof Duration) {
      return Quantity.text((Duration) bound);
    }
    if (bound instanceof Double && (Double) bound == Math.rint((Double) bound)) {
      return String.valueOf(((Double) bound).longValue());
    }
    return setting.type() == SettingType.MEMORY_SIZE
        ? Quantity.text((Long) bound)
        : String.valueOf(bound);
  }
}
