package dev.mob.config.internal.export;

import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Settings;
import dev.mob.config.internal.check.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A typed value as a file would say it: durations and sizes with their units, the rest as JSON. */
final class WrittenValue {
  private WrittenValue() {}

  static Object of(Setting setting, Object value) {
    if (value instanceof Duration) {
      return Quantity.text((Duration) value);
    }
    if (setting.type() == SettingType.MEMORY_SIZE) {
      return Quantity.text((Long) value);
    }
    if (value instanceof List) {
      List<Object> elements = new ArrayList<>();
      for (Object element : (List<?>) value) {
        elements.add(of(setting.of().get(), element));
      }
      return elements;
    }
    if (value instanceof Map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        entries.put((String) entry.getKey(), of(setting.of().get(), entry.getValue()));
      }
      return entries;
    }
    if (value instanceof Settings) {
      Map<String, Object> entries = new LinkedHashMap<>();
      for (Map.Entry<String, Object> entry : ((Settings) value).asMap().entrySet()) {
        entries.put(
            entry.getKey(),
            of(setting.schema().get().find(entry.getKey()).get(), entry.getValue()));
      }
      return entries;
    }
    return value instanceof Boolean || value instanceof Number ? value : value.toString();
  }
}
