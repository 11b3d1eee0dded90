package dev.mob.testkit;

import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Settings;
import dev.mob.extension.Extension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An extension as a {@link SimulatedNode} runs it: an instance of its class, and its settings.
 *
 * @param id as mob.conf would name it
 */
public record Part(String id, Extension extension, Settings settings) {

  /** An extension without settings. */
  public static Part of(String id, Extension extension) {
    return new Part(
        id, extension, Settings.of(id, Schema.empty(), Collections.emptyMap(), Map.of()));
  }

  /**
   * An extension with the default settings of its descriptor, which is found beside its class.
   *
   * @throws IllegalArgumentException when no descriptor on the class path names that class
   */
  public static Part described(Extension extension) {
    String name = extension.getClass().getName();
    try {
      ClassLoader loader = extension.getClass().getClassLoader();
      for (URL url : Collections.list(loader.getResources(DescriptorReader.LOCATION))) {
        Descriptor descriptor = new DescriptorReader().read(url, url.toString()).orThrow();
        if (descriptor.mainClass().filter(name::equals).isPresent()) {
          return new Part(
              descriptor.id(), extension, defaults(descriptor.id(), descriptor.settings()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the descriptors beside " + name + " cannot be read", e);
    }
    throw new IllegalArgumentException(
        "no " + DescriptorReader.LOCATION + " on the class path names " + name + " as its class");
  }

  private static Settings defaults(String name, Schema schema) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting setting : schema.settings()) {
      if (setting.type() == SettingType.OBJECT && setting.schema().isPresent()) {
        values.put(setting.name(), defaults(name + "." + setting.name(), setting.schema().get()));
      } else {
        setting.defaultValue().ifPresent(value -> values.put(setting.name(), value));
      }
    }
    return Settings.of(name, schema, values, Map.of());
  }
}
