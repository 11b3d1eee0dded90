package dev.mob.host.ios.internal.push;

import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An alert as the shim takes it. */
final class Contents {
  private Contents() {}

  /**
   * Keys and values.
   *
   * @param category its category's identifier; {@code null} for none
   */
  static String[] fields(Alert alert, String category) {
    List<String> fields = new ArrayList<>();
    wording(fields, "title", alert.title());
    wording(fields, "body", alert.body());
    put(fields, "subtitle", alert.look().subtitle());
    put(fields, "sound", alert.look().sound());
    put(fields, "badge", alert.look().badge() == null ? null : "" + alert.look().badge());
    put(fields, "category", category);
    put(fields, "thread", alert.look().thread());
    put(fields, "level", alert.look().level());
    return fields.toArray(new String[0]);
  }

  private static void wording(List<String> fields, String name, Wording wording) {
    put(fields, name, wording.text());
    put(fields, name + "-key", wording.key());
  }

  private static void put(List<String> fields, String name, String value) {
    if (value != null) {
      fields.add(name);
      fields.add(value);
    }
  }

  static String[] pairs(Map<String, String> data) {
    List<String> flat = new ArrayList<>();
    for (Map.Entry<String, String> entry : data.entrySet()) {
      flat.add(entry.getKey());
      flat.add(entry.getValue());
    }
    return flat.toArray(new String[0]);
  }
}
