package dev.mob.config.internal.check;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Position;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Settings;
import dev.mob.config.Suggestion;
import dev.mob.config.internal.hocon.Evaluation;
import dev.mob.config.internal.hocon.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Holds blocks, lists and maps against their schemas, and gives typed settings. */
public final class BlockChecker {
  private final Findings findings;
  private final ScalarChecker scalars;
  private final Wording wording;
  private final boolean complete;
  private final Collection<String> open;

  /**
   * A checker.
   *
   * @param complete false if parts of the file could not be read, so that what is missing may be
   *     there
   * @param open paths of blocks that the schema does not know and that others check
   */
  public BlockChecker(Findings findings, boolean complete, Collection<String> open) {
    this.findings = findings;
    this.scalars = new ScalarChecker(findings);
    this.wording = new Wording(findings);
    this.complete = complete;
    this.open = open;
  }

  /**
   * Holds a block against its schema.
   *
   * @param object the block; null if it is not written, which gives the defaults
   * @param place where it is written
   * @param path its path for people
   * @param where what to point at for something missing
   * @return its settings, without those that were wrong
   */
  public Settings block(
      Schema schema, ConfigObject object, Place place, String path, Position where) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Position> origins = new LinkedHashMap<>();
    Set<String> meant =
        object == null ? new HashSet<String>() : unknown(schema, object, place, path);
    List<Setting> settings = schema.settings();
    for (int i = 0; i < settings.size(); i++) {
      Setting setting = settings.get(i);
      ConfigValue value = object == null ? null : object.get(setting.name());
      if (value == null || value.valueType() == ConfigValueType.NULL) {
        absent(setting, path, where, meant, values);
        continue;
      }
      String below = below(path, setting.name());
      Place child = place.child(setting.name());
      if (setting.deprecated().isPresent()) {
        findings.warning(
            Kind.DEPRECATED,
            child.key(),
            below,
            "this setting will go",
            setting.deprecated().get());
      }
      Object checked = value(setting, value, child, below);
      if (checked != null) {
        values.put(setting.name(), checked);
        origins.put(setting.name(), child.key());
      }
    }
    return Settings.of(path, schema, values, origins);
  }

  private void absent(
      Setting setting, String path, Position where, Set<String> meant, Map<String, Object> values) {
    if (setting.required()) {
      if (complete && !meant.contains(setting.name())) {
        findings.error(
            Kind.MISSING,
            where,
            below(path, setting.name()),
            "this setting is required",
            "add " + setting.name() + " = " + example(setting));
      }
    } else if (setting.defaultValue().isPresent()) {
      values.put(setting.name(), setting.defaultValue().get());
    } else if (setting.type() == SettingType.OBJECT && !setting.schema().get().hasRequired()) {
      Schema schema = setting.schema().get();
      values.put(setting.name(), block(schema, null, null, below(path, setting.name()), where));
    }
  }

  /** Notes unknown keys; gives the known ones that were probably meant by them. */
  private Set<String> unknown(Schema schema, ConfigObject object, Place place, String path) {
    Set<String> meant = new HashSet<>();
    for (String key : object.keySet()) {
      if (schema.find(key).isPresent()) {
        continue;
      }
      String below = below(path, key);
      if (open.contains(below)) {
        continue;
      }
      Position position = place.child(key).isEmpty() ? place.value() : place.child(key).key();
      String closest = Suggestion.closest(key, schema.names());
      String mend =
          closest != null
              ? "did you mean '" + closest + "'?"
              : schema.names().isEmpty()
                  ? "there are no settings here"
                  : "known: " + Suggestion.join(schema.names());
      findings.error(Kind.UNKNOWN, position, below, "unknown setting", mend);
      if (closest != null) {
        meant.add(closest);
      }
    }
    return meant;
  }

  /** The value in its Java form; null if it does not fit, which has then been noted. */
  public Object value(Setting setting, ConfigValue value, Place place, String path) {
    if (Evaluation.isUnknown(value)) {
      return null; // what it depends on has been reported
    }
    switch (setting.type()) {
      case LIST:
        return list(setting, value, place, path);
      case MAP:
        return map(setting, value, place, path);
      case OBJECT:
        if (value.valueType() != ConfigValueType.OBJECT) {
          wording.mistyped(setting, value, place, path);
          return null;
        }
        return block(setting.schema().get(), (ConfigObject) value, place, path, place.key());
      default:
        return scalars.check(setting, value, place, path);
    }
  }

  private List<Object> list(Setting setting, ConfigValue value, Place place, String path) {
    if (value.valueType() != ConfigValueType.LIST) {
      wording.mistyped(setting, value, place, path);
      return null;
    }
    ConfigList list = (ConfigList) value;
    String count = list.size() + (list.size() == 1 ? " element" : " elements");
    boolean fits = scalars.within(setting, (long) list.size(), count, place, path);
    List<Place> places = place.elements(list.size());
    List<Object> elements = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Object element = value(setting.of().get(), list.get(i), places.get(i), path + "[" + i + "]");
      fits &= element != null;
      elements.add(element);
    }
    return fits ? Collections.unmodifiableList(elements) : null;
  }

  private Map<String, Object> map(Setting setting, ConfigValue value, Place place, String path) {
    if (value.valueType() != ConfigValueType.OBJECT) {
      wording.mistyped(setting, value, place, path);
      return null;
    }
    ConfigObject object = (ConfigObject) value;
    Map<String, Object> entries = new TreeMap<>();
    boolean fits = true;
    Pattern keys = setting.keys().isPresent() ? Pattern.compile(setting.keys().get()) : null;
    long count = 0;
    for (String key : new TreeSet<>(object.keySet())) {
      ConfigValue entry = object.get(key);
      Place child = place.child(key);
      Place known = child.isEmpty() ? place : child;
      String below = below(path, key);
      if (keys != null && !keys.matcher(key).matches()) {
        findings.error(
            Kind.RANGE,
            known.key(),
            below,
            "this name does not have the form that is asked for",
            "it matches " + setting.keys().get());
        fits = false;
      }
      count++;
      if (entry.valueType() == ConfigValueType.NULL) {
        continue; // HOCON: null takes back what was set before
      }
      Object checked = value(setting.of().get(), entry, known, below);
      fits &= checked != null;
      entries.put(key, checked);
    }
    fits &= scalars.within(setting, count, count + " entries", place, path);
    return fits ? Collections.unmodifiableMap(entries) : null;
  }

  private static String example(Setting setting) {
    switch (setting.type()) {
      case STRING:
      case PATH:
        return "\"...\"";
      case SECRET:
        return "${NAME_OF_A_VARIABLE}";
      case BOOLEAN:
        return "true";
      case ENUM:
        return setting.values().get(0);
      case DURATION:
        return "30s";
      case MEMORY_SIZE:
        return "1MiB";
      case HOST_AND_PORT:
        return "\"127.0.0.1:9100\"";
      case PORT:
        return "9100";
      case LIST:
        return "[ ... ]";
      case MAP:
      case OBJECT:
        return "{ ... }";
      default:
        return "1";
    }
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
