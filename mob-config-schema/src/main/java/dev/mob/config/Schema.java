package dev.mob.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that a block may have, in the order in which they were declared. */
public final class Schema {
  private static final Schema EMPTY = new Schema(Collections.<String, Setting>emptyMap());

  private final Map<String, Setting> settings;

  private Schema(Map<String, Setting> settings) {
    this.settings = settings;
  }

  /** No settings: an empty block is all that fits. */
  public static Schema empty() {
    return EMPTY;
  }

  /**
   * These settings.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static Schema of(Collection<Setting> settings) {
    Map<String, Setting> byName = new LinkedHashMap<>();
    for (Setting setting : settings) {
      if (byName.put(setting.name(), setting) != null) {
        throw new IllegalArgumentException("two settings are called '" + setting.name() + "'");
      }
    }
    return new Schema(Collections.unmodifiableMap(byName));
  }

  /** These settings and one more, which replaces one of the same name. */
  public Schema with(Setting setting) {
    Map<String, Setting> more = new LinkedHashMap<>(settings);
    more.put(setting.name(), setting);
    return new Schema(Collections.unmodifiableMap(more));
  }

  /** The settings, in order; unmodifiable. */
  public List<Setting> settings() {
    return Collections.unmodifiableList(new ArrayList<>(settings.values()));
  }

  /** The setting of that name. */
  public Optional<Setting> find(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** The names, in order. */
  public Collection<String> names() {
    return settings.keySet();
  }

  /** Whether an empty block would lack something. */
  public boolean hasRequired() {
    for (Setting setting : settings.values()) {
      if (setting.required()) {
        return true;
      }
    }
    return false;
  }

  /** The settings' names and types. */
  @Override
  public String toString() {
    return settings.values().toString();
  }
}
