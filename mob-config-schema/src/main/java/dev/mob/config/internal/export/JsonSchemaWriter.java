package dev.mob.config.internal.export;

import dev.mob.config.Descriptor;
import dev.mob.config.HostAndPort;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.internal.check.Quantity;
import dev.mob.config.internal.report.JsonWriter;
import dev.mob.config.internal.schema.BuiltInSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON Schema 2020-12. A setting that is not required also takes {@code null}, which in
 * HOCON takes back what was set before.
 */
public final class JsonSchemaWriter {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private JsonSchemaWriter() {}

  /** One extension's block. */
  public static String extension(Descriptor descriptor) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", DIALECT);
    root.put("title", descriptor.id());
    root.putAll(extensionBlock(descriptor, false));
    return new JsonWriter().value(root).toString();
  }

  /** A whole mob.conf. */
  public static String mobConf(Collection<Descriptor> descriptors) {
    Map<String, Object> active = new LinkedHashMap<>();
    for (Descriptor descriptor : descriptors) {
      active.put(descriptor.id(), extensionBlock(descriptor, true));
    }
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("type", Arrays.asList("object", "null"));
    extensions.put("description", "The extensions to activate, each with its settings.");
    extensions.put("properties", active);
    // An extension that is taken back with null need not be there.
    extensions.put("additionalProperties", Collections.singletonMap("type", "null"));

    Map<String, Object> mob = block(BuiltInSchemas.mobBlock(), false);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.putAll(asMap(mob.get("properties")));
    properties.put("extensions", extensions);
    mob.put("properties", properties);

    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", DIALECT);
    root.put("title", "mob.conf");
    root.put("type", "object");
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("mob", mob);
    root.put("properties", top);
    root.put("required", Arrays.asList("mob"));
    return new JsonWriter().value(root).toString();
  }

  private static Map<String, Object> extensionBlock(Descriptor descriptor, boolean nullable) {
    Map<String, Object> block = block(descriptor.settings(), nullable);
    if (!descriptor.doc().isEmpty()) {
      block.put("description", descriptor.doc());
    }
    return block;
  }

  private static Map<String, Object> block(Schema schema, boolean nullable) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", type("object", nullable));
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Setting setting : schema.settings()) {
      properties.put(setting.name(), setting(setting, !setting.required()));
      if (setting.required()) {
        required.add(setting.name());
      }
    }
    block.put("properties", properties);
    if (!required.isEmpty()) {
      block.put("required", required);
    }
    block.put("additionalProperties", false);
    return block;
  }

  private static Map<String, Object> setting(Setting setting, boolean nullable) {
    Map<String, Object> json = shape(setting, nullable);
    if (!setting.doc().isEmpty()) {
      json.put("description", setting.doc());
    }
    if (setting.deprecated().isPresent()) {
      json.put("deprecated", true);
    }
    if (setting.defaultValue().isPresent()) {
      json.put("default", WrittenValue.of(setting, setting.defaultValue().get()));
    }
    return json;
  }

  private static Map<String, Object> shape(Setting setting, boolean nullable) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (setting.type()) {
      case STRING:
      case SECRET:
        json.put("type", type("string", nullable));
        bounds(setting, json, "minLength", "maxLength");
        if (setting.pattern().isPresent()) {
          json.put("pattern", whole(setting.pattern().get()));
        }
        if (setting.type() == SettingType.SECRET) {
          json.put("writeOnly", true);
        }
        break;
      case BOOLEAN:
        json.put("type", type("boolean", nullable));
        break;
      case INTEGER:
        json.put("type", type("integer", nullable));
        json.put("minimum", Long.MIN_VALUE);
        json.put("maximum", Long.MAX_VALUE);
        bounds(setting, json, "minimum", "maximum");
        break;
      case PORT:
        json.put("type", type("integer", nullable));
        json.put("minimum", 0);
        json.put("maximum", 65535);
        bounds(setting, json, "minimum", "maximum");
        break;
      case NUMBER:
        json.put("type", type("number", nullable));
        bounds(setting, json, "minimum", "maximum");
        break;
      case DURATION:
        json.put("type", type("string", nullable));
        json.put("pattern", whole(Quantity.DURATION_PATTERN));
        break;
      case MEMORY_SIZE:
        json.put("type", type("string", nullable));
        json.put("pattern", whole(Quantity.MEMORY_PATTERN));
        break;
      case HOST_AND_PORT:
        json.put("type", type("string", nullable));
        json.put("pattern", whole(HostAndPort.PATTERN));
        break;
      case PATH:
        json.put("type", type("string", nullable));
        json.put("minLength", 1);
        json.put("pattern", "^[^\\u0000]*$");
        break;
      case ENUM:
        List<Object> words = new ArrayList<>(setting.values());
        if (nullable) {
          words.add(null);
        }
        json.put("enum", words);
        break;
      case LIST:
        json.put("type", type("array", nullable));
        json.put("items", setting(setting.of().get(), false));
        bounds(setting, json, "minItems", "maxItems");
        break;
      case MAP:
        json.put("type", type("object", nullable));
        json.put("additionalProperties", setting(setting.of().get(), true));
        if (setting.keys().isPresent()) {
          Map<String, Object> names = new LinkedHashMap<>();
          names.put("pattern", whole(setting.keys().get()));
          json.put("propertyNames", names);
        }
        bounds(setting, json, "minProperties", "maxProperties");
        break;
      default:
        json.putAll(block(setting.schema().get(), nullable));
    }
    return json;
  }

  private static void bounds(Setting setting, Map<String, Object> json, String least, String most) {
    if (setting.min().isPresent()) {
      json.put(least, setting.min().get());
    }
    if (setting.max().isPresent()) {
      json.put(most, setting.max().get());
    }
  }

  private static Object type(String type, boolean nullable) {
    return nullable ? Arrays.asList(type, "null") : type;
  }

  private static String whole(String pattern) {
    return "^(?:" + pattern + ")$";
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
