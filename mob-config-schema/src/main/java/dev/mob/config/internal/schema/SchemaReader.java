package dev.mob.config.internal.schema;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Suggestion;
import dev.mob.config.internal.check.BlockChecker;
import dev.mob.config.internal.check.Findings;
import dev.mob.config.internal.hocon.Evaluation;
import dev.mob.config.internal.hocon.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a {@code settings { }} block of a descriptor into a {@link Schema}. What is wrong is noted
 * at its place and left out.
 */
public final class SchemaReader {
  private static final List<String> EVERYWHERE =
      Arrays.asList("type", "doc", "required", "default", "deprecated");

  private final Findings findings;
  private final BlockChecker values;

  /** A reader that notes what is wrong in these findings. */
  public SchemaReader(Findings findings) {
    this.findings = findings;
    this.values = new BlockChecker(findings, true, Collections.<String>emptyList());
  }

  /**
   * Reads a block of settings.
   *
   * @param path its path in the descriptor
   */
  public Schema read(ConfigValue value, Place place, String path) {
    if (value.valueType() != ConfigValueType.OBJECT) {
      wrong(place, path, "expected a block of settings", "write " + path + " { ... }");
      return Schema.empty();
    }
    ConfigObject object = (ConfigObject) value;
    List<Setting> settings = new ArrayList<>(object.size());
    for (String name : place.names()) {
      ConfigValue setting = object.get(name);
      if (setting == null || setting.valueType() == ConfigValueType.NULL) {
        continue;
      }
      Place child = place.child(name);
      String below = path + "." + name;
      if (!Names.isName(name)) {
        findings.error(
            Kind.SCHEMA,
            child.key(),
            below,
            "'" + name + "' is no name for a setting",
            "use lower-case letters, digits and hyphens, a letter first");
        continue;
      }
      Setting read = setting(name, setting, child, below);
      if (read != null) {
        settings.add(read);
      }
    }
    return Schema.of(settings);
  }

  private Setting setting(String name, ConfigValue value, Place place, String path) {
    if (value.valueType() != ConfigValueType.OBJECT) {
      wrong(place, path, "a setting is described by a block", "write { type = string }");
      return null;
    }
    ConfigObject object = (ConfigObject) value;
    SettingType type = type(object, place, path);
    if (type == null) {
      return null;
    }
    Attributes attributes = new Attributes(object, place, path);
    int before = findings.size();
    attributes.refuseUnknown(type);
    Setting.Builder builder = Setting.of(name, type);
    builder.doc(attributes.text("doc", ""));
    builder.deprecated(attributes.text("deprecated", null));
    boolean required = attributes.flag("required");
    builder.required(required);
    bounds(builder, type, attributes);
    builder.pattern(attributes.pattern("pattern"));
    builder.keys(attributes.pattern("keys"));
    if (type == SettingType.ENUM) {
      builder.values(attributes.words("values"));
    } else if (type == SettingType.OBJECT) {
      builder.schema(nested(object, place, path));
    } else if (type == SettingType.LIST || type == SettingType.MAP) {
      builder.of(element(object, place, path));
    }
    if (findings.size() > before) {
      return null;
    }
    return withDefault(builder, attributes, required);
  }

  private SettingType type(ConfigObject object, Place place, String path) {
    ConfigValue value = object.get("type");
    List<String> words = new ArrayList<>();
    for (SettingType type : SettingType.values()) {
      words.add(type.word());
    }
    if (value == null || value.valueType() != ConfigValueType.STRING) {
      findings.error(
          Kind.SCHEMA,
          value == null ? place.key() : place.child("type").value(),
          path,
          "a setting needs a type",
          "add type = one of " + Suggestion.join(words));
      return null;
    }
    for (SettingType type : SettingType.values()) {
      if (type.word().equals(value.unwrapped())) {
        return type;
      }
    }
    findings.error(
        Kind.SCHEMA,
        place.child("type").value(),
        path + ".type",
        "'" + value.unwrapped() + "' is no type",
        Suggestion.mend((String) value.unwrapped(), words, "types: "));
    return null;
  }

  private Schema nested(ConfigObject object, Place place, String path) {
    ConfigValue settings = object.get("settings");
    if (settings == null) {
      findings.error(
          Kind.SCHEMA, place.key(), path, "an object has settings", "add settings { ... }");
      return Schema.empty();
    }
    return read(settings, place.child("settings"), path + ".settings");
  }

  private Setting element(ConfigObject object, Place place, String path) {
    ConfigValue of = object.get("of");
    String below = path + ".of";
    if (of == null) {
      findings.error(
          Kind.SCHEMA,
          place.key(),
          path,
          "a list or a map says what it holds",
          "add of = string, or of { type = ... }");
      return null;
    }
    Place child = place.child("of");
    if (of.valueType() != ConfigValueType.STRING) {
      Setting element = setting("of", of, child, below);
      if (element != null && (element.required() || element.defaultValue().isPresent())) {
        wrong(child, below, "what a list or a map holds has no default and is not required", "");
      }
      return element;
    }
    // of = string is short for of { type = string }
    for (SettingType type : SettingType.values()) {
      boolean simple =
          type != SettingType.ENUM
              && type != SettingType.LIST
              && type != SettingType.MAP
              && type != SettingType.OBJECT;
      if (simple && type.word().equals(of.unwrapped())) {
        return Setting.of("of", type).build();
      }
    }
    wrong(child, below, "'" + of.unwrapped() + "' is no type that stands alone", "write of { }");
    return null;
  }

  private void bounds(Setting.Builder builder, SettingType type, Attributes attributes) {
    SettingType boundType = boundType(type);
    if (boundType == null) {
      return;
    }
    Object min = attributes.value("min", boundType);
    Object max = attributes.value("max", boundType);
    builder.min(min);
    builder.max(max);
    if (min != null && max != null && isGreater(min, max)) {
      wrong(attributes.place.child("max"), attributes.path + ".max", "max is below min", "");
    }
  }

  /** What min and max are for a type: the value itself, or how long something is. */
  private static SettingType boundType(SettingType type) {
    switch (type) {
      case INTEGER:
      case PORT:
      case STRING:
      case SECRET:
      case LIST:
      case MAP:
        return SettingType.INTEGER;
      case NUMBER:
      case DURATION:
      case MEMORY_SIZE:
        return type;
      default:
        return null;
    }
  }

  @SuppressWarnings("unchecked")
  private static boolean isGreater(Object min, Object max) {
    return ((Comparable<Object>) min).compareTo(max) > 0;
  }

  private Setting withDefault(Setting.Builder builder, Attributes attributes, boolean required) {
    Setting bare = builder.build();
    ConfigValue written = attributes.object.get("default");
    if (written == null || written.valueType() == ConfigValueType.NULL) {
      return bare;
    }
    Place place = attributes.place.child("default");
    String path = attributes.path + ".default";
    if (required) {
      wrong(place, path, "a required setting has no default", "remove one of the two");
      return null;
    }
    if (bare.type() == SettingType.SECRET) {
      wrong(place, path, "a secret has no default", "remove it: a known secret is none");
      return null;
    }
    if (bare.type() == SettingType.OBJECT) {
      wrong(place, path, "an object's defaults are those of its settings", "remove it");
      return null;
    }
    Object value = values.value(bare, written, place, path);
    return value == null ? null : builder.defaultValue(value).build();
  }

  private void wrong(Place place, String path, String message, String mend) {
    findings.error(Kind.SCHEMA, place.value(), path, message, mend);
  }

  /** What is said about one setting. */
  private final class Attributes {
    private final ConfigObject object;
    private final Place place;
    private final String path;

    Attributes(ConfigObject object, Place place, String path) {
      this.object = object;
      this.place = place;
      this.path = path;
    }

    void refuseUnknown(SettingType type) {
      List<String> allowed = new ArrayList<>(EVERYWHERE);
      if (boundType(type) != null) {
        allowed.add("min");
        allowed.add("max");
      }
      switch (type) {
        case STRING:
        case SECRET:
          allowed.add("pattern");
          break;
        case ENUM:
          allowed.add("values");
          break;
        case LIST:
          allowed.add("of");
          break;
        case MAP:
          allowed.add("of");
          allowed.add("keys");
          break;
        case OBJECT:
          allowed.add("settings");
          break;
        default:
      }
      for (String key : object.keySet()) {
        if (!allowed.contains(key)) {
          findings.error(
              Kind.SCHEMA,
              place.child(key).key(),
              path + "." + key,
              "a setting of type " + type.word() + " has no '" + key + "'",
              Suggestion.mend(key, allowed, "it has "));
        }
      }
    }

    Object value(String name, SettingType type) {
      ConfigValue value = object.get(name);
      return value == null || Evaluation.isUnknown(value)
          ? null
          : values.value(
              Setting.of(name, type).build(), value, place.child(name), path + "." + name);
    }

    String text(String name, String otherwise) {
      Object text = value(name, SettingType.STRING);
      return text == null ? otherwise : (String) text;
    }

    boolean flag(String name) {
      return Boolean.TRUE.equals(value(name, SettingType.BOOLEAN));
    }

    String pattern(String name) {
      String pattern = text(name, null);
      if (pattern == null) {
        return null;
      }
      try {
        Pattern.compile(pattern);
        return pattern;
      } catch (PatternSyntaxException notOne) {
        wrong(
            place.child(name),
            path + "." + name,
            "this is no regular expression: " + notOne.getDescription(),
            "");
        return null;
      }
    }

    List<String> words(String name) {
      ConfigValue value = object.get(name);
      List<String> words = new ArrayList<>();
      if (value != null && value.valueType() == ConfigValueType.LIST) {
        for (ConfigValue word : (ConfigList) value) {
          if (word.valueType() == ConfigValueType.STRING) {
            words.add((String) word.unwrapped());
          }
        }
        if (!words.isEmpty() && words.size() == ((ConfigList) value).size()) {
          return words;
        }
      }
      findings.error(
          Kind.SCHEMA,
          value == null ? place.key() : place.child(name).value(),
          path,
          "an enum has values, and each is a word",
          "add values = [one, other]; put true, false and numbers in quotes");
      return Collections.singletonList("-");
    }
  }
}
