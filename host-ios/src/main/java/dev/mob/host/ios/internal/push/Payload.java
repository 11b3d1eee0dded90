package dev.mob.host.ios.internal.push;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a remote notification carries (developer.apple.com, "Generating a remote notification"),
 * flat. Immutable.
 *
 * @param title of {@code aps.alert}; empty if nothing is shown
 * @param body likewise
 * @param shown whether the system shows it by itself: there is an alert
 * @param data all keys but {@code aps}; what is no string is there as JSON
 */
record Payload(String title, String body, boolean shown, Map<String, String> data) {

  /**
   * Reads a payload.
   *
   * @param json as the shim gives it; what is not JSON gives an empty one
   */
  static Payload of(String json) {
    ConfigObject root = parse(json);
    Map<String, String> data = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : root.entrySet()) {
      if (!entry.getKey().equals("aps")) {
        data.put(entry.getKey(), text(entry.getValue()));
      }
    }
    ConfigObject aps = root.get("aps") instanceof ConfigObject object ? object : null;
    ConfigValue alert = aps == null ? null : aps.get("alert");
    if (alert == null) {
      return new Payload("", "", false, data);
    }
    if (alert instanceof ConfigObject parts) {
      return new Payload(field(parts, "title"), field(parts, "body"), true, data);
    }
    return new Payload("", text(alert), true, data);
  }

  private static ConfigObject parse(String json) {
    ConfigParseOptions asJson = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);
    try {
      return ConfigFactory.parseString(json, asJson).root();
    } catch (ConfigException e) {
      return ConfigFactory.empty().root();
    }
  }

  private static String field(ConfigObject parts, String name) {
    ConfigValue value = parts.get(name);
    return value == null ? "" : text(value);
  }

  private static String text(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? (String) value.unwrapped()
        : value.render(ConfigRenderOptions.concise());
  }
}
