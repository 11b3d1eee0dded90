package dev.mob.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A block's settings, checked against their schema and typed. Defaults are filled in. A setting in
 * a nested object is named by its path, such as {@code listen.port}; keys of a map are no part of a
 * path, since they may hold anything.
 *
 * <p>Immutable; two are equal when their values are, wherever these were written. Printing one
 * shows no secret.
 *
 * <p>Every accessor throws {@link IllegalArgumentException} when the schema has no such setting or
 * it is of another type: that is a mistake in the extension's code, not in the user's file. The
 * accessors without {@code optional} throw {@link IllegalStateException} when a setting without
 * default is not set.
 */
public final class Settings {
  private final String name;
  private final Schema schema;
  private final Map<String, Object> values;
  private final Map<String, Position> origins;

  private Settings(
      String name, Schema schema, Map<String, Object> values, Map<String, Position> origins) {
    this.name = name;
    this.schema = schema;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
  }

  /**
   * Puts settings together from values that have already been checked; readers do this.
   *
   * @param name the block's path, for error messages
   * @param schema what the block may have
   * @param values in the Java form of their {@link SettingType}, defaults included, by key
   * @param origins where values were written, by key; none for defaults
   */
  public static Settings of(
      String name, Schema schema, Map<String, Object> values, Map<String, Position> origins) {
    return new Settings(name, schema, values, origins);
  }

  /** The block's path from the {@code mob} block on, such as {@code extensions.cluster}. */
  public String name() {
    return name;
  }

  /** What this block may have. */
  public Schema schema() {
    return schema;
  }

  /** Whether a setting has a value, its default included. */
  public boolean has(String path) {
    return find(path, null) != null;
  }

  /** A setting's value in its Java form, its default included; empty when it has none. */
  public Optional<Object> value(String path) {
    return Optional.ofNullable(find(path, null));
  }

  /** Where a setting was written; empty for a default. */
  public Optional<Position> origin(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      declared(path, path, schema);
      return Optional.ofNullable(origins.get(path));
    }
    Object child = values.get(path.substring(0, dot));
    return child instanceof Settings
        ? ((Settings) child).origin(path.substring(dot + 1))
        : Optional.<Position>empty();
  }

  /** A text. */
  public String string(String path) {
    return (String) get(path, SettingType.STRING);
  }

  /** A text that may be absent. */
  public Optional<String> optionalString(String path) {
    return Optional.ofNullable((String) find(path, SettingType.STRING));
  }

  /** True or false. */
  public boolean bool(String path) {
    return (Boolean) get(path, SettingType.BOOLEAN);
  }

  /** True or false, or absent. */
  public Optional<Boolean> optionalBool(String path) {
    return Optional.ofNullable((Boolean) find(path, SettingType.BOOLEAN));
  }

  /** A whole number. */
  public long integer(String path) {
    return (Long) get(path, SettingType.INTEGER);
  }

  /** A whole number that may be absent. */
  public Optional<Long> optionalInteger(String path) {
    return Optional.ofNullable((Long) find(path, SettingType.INTEGER));
  }

  /**
   * A whole number as an {@code int}; give the setting a {@code max} so that it fits.
   *
   * @throws ArithmeticException if it does not fit
   */
  public int intValue(String path) {
    return Math.toIntExact(integer(path));
  }

  /** A number. */
  public double number(String path) {
    return (Double) get(path, SettingType.NUMBER);
  }

  /** A number that may be absent. */
  public Optional<Double> optionalNumber(String path) {
    return Optional.ofNullable((Double) find(path, SettingType.NUMBER));
  }

  /** A time span. */
  public Duration duration(String path) {
    return (Duration) get(path, SettingType.DURATION);
  }

  /** A time span that may be absent. */
  public Optional<Duration> optionalDuration(String path) {
    return Optional.ofNullable((Duration) find(path, SettingType.DURATION));
  }

  /** A memory size in bytes. */
  public long bytes(String path) {
    return (Long) get(path, SettingType.MEMORY_SIZE);
  }

  /** A memory size in bytes that may be absent. */
  public Optional<Long> optionalBytes(String path) {
    return Optional.ofNullable((Long) find(path, SettingType.MEMORY_SIZE));
  }

  /** One of an enum's words. */
  public String word(String path) {
    return (String) get(path, SettingType.ENUM);
  }

  /** One of an enum's words, or absent. */
  public Optional<String> optionalWord(String path) {
    return Optional.ofNullable((String) find(path, SettingType.ENUM));
  }

  /**
   * One of an enum's words as a Java constant: {@code remote-push} is {@code REMOTE_PUSH}.
   *
   * @throws IllegalArgumentException if the Java type has no such constant
   */
  public <E extends Enum<E>> E constant(String path, Class<E> type) {
    String word = word(path);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().replace('_', '-').equalsIgnoreCase(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        type.getName() + " has no constant for '" + word + "', a value of " + name + "." + path);
  }

  /** A secret. */
  public Secret secret(String path) {
    return (Secret) get(path, SettingType.SECRET);
  }

  /** A secret that may be absent. */
  public Optional<Secret> optionalSecret(String path) {
    return Optional.ofNullable((Secret) find(path, SettingType.SECRET));
  }

  /** A port from 0 to 65535. */
  public int port(String path) {
    return (Integer) get(path, SettingType.PORT);
  }

  /** A port that may be absent. */
  public Optional<Integer> optionalPort(String path) {
    return Optional.ofNullable((Integer) find(path, SettingType.PORT));
  }

  /** A host and a port. */
  public HostAndPort hostAndPort(String path) {
    return (HostAndPort) get(path, SettingType.HOST_AND_PORT);
  }

  /** A host and a port that may be absent. */
  public Optional<HostAndPort> optionalHostAndPort(String path) {
    return Optional.ofNullable((HostAndPort) find(path, SettingType.HOST_AND_PORT));
  }

  /** A path; a relative one has been resolved against the folder of the file it was written in. */
  public Path path(String path) {
    return (Path) get(path, SettingType.PATH);
  }

  /** A path that may be absent. */
  public Optional<Path> optionalPath(String path) {
    return Optional.ofNullable((Path) find(path, SettingType.PATH));
  }

  /** A nested block. */
  public Settings object(String path) {
    return (Settings) get(path, SettingType.OBJECT);
  }

  /** A nested block that may be absent: one that has required settings and was not written. */
  public Optional<Settings> optionalObject(String path) {
    return Optional.ofNullable((Settings) find(path, SettingType.OBJECT));
  }

  /**
   * A list's elements; none when it is absent.
   *
   * @param element the Java type of the elements, see {@link SettingType}
   */
  public <T> List<T> list(String path, Class<T> element) {
    Object list = find(path, SettingType.LIST);
    List<T> typed = new ArrayList<>();
    if (list != null) {
      for (Object value : (List<?>) list) {
        typed.add(cast(path, element, value));
      }
    }
    return Collections.unmodifiableList(typed);
  }

  /** A list of texts; none when it is absent. */
  public List<String> strings(String path) {
    return list(path, String.class);
  }

  /**
   * A map's values by their keys, in the order of the keys; none when it is absent.
   *
   * @param element the Java type of the values, see {@link SettingType}
   */
  public <T> Map<String, T> map(String path, Class<T> element) {
    Object map = find(path, SettingType.MAP);
    Map<String, T> typed = new LinkedHashMap<>();
    if (map != null) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
        typed.put((String) entry.getKey(), cast(path, element, entry.getValue()));
      }
    }
    return Collections.unmodifiableMap(typed);
  }

  /** All values of this block by key, in their Java form; unmodifiable. */
  public Map<String, Object> asMap() {
    return values;
  }

  /** By value: two blocks are equal when they say the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Settings && ((Settings) other).values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The values; secrets as asterisks. */
  @Override
  public String toString() {
    return values.toString();
  }

  private Object get(String path, SettingType type) {
    Object value = find(path, type);
    if (value == null) {
      throw new IllegalStateException(
          name
              + "."
              + path
              + " is not set and has no default; ask with optional..., or declare it required");
    }
    return value;
  }

  private Object find(String path, SettingType type) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      Setting setting = declared(path, path, schema);
      if (type != null && setting.type() != type) {
        throw new IllegalArgumentException(
            "the schema of "
                + name
                + " declares "
                + path
                + " as "
                + setting.type().word()
                + ", not as "
                + type.word());
      }
      return values.get(path);
    }
    String head = path.substring(0, dot);
    Setting setting = declared(head, path, schema);
    if (setting.type() != SettingType.OBJECT) {
      throw new IllegalArgumentException(
          "the schema of " + name + " declares " + head + " as no object, so it has no " + path);
    }
    Object child = values.get(head);
    if (child == null) {
      undeclaredBelow(setting, path, dot);
      return null;
    }
    return ((Settings) child).find(path.substring(dot + 1), type);
  }

  /** An absent block still has a schema, against which a wrong path is a mistake. */
  private void undeclaredBelow(Setting setting, String path, int dot) {
    Schema below = setting.schema().get();
    String rest = path.substring(dot + 1);
    int next = rest.indexOf('.');
    Setting child = declared(next < 0 ? rest : rest.substring(0, next), path, below);
    if (next >= 0 && child.type() == SettingType.OBJECT) {
      undeclaredBelow(child, rest, next);
    }
  }

  private Setting declared(String key, String path, Schema in) {
    Optional<Setting> setting = in.find(key);
    if (!setting.isPresent()) {
      throw new IllegalArgumentException(
          "the schema of " + name + " declares no " + path + "; it declares " + in.names());
    }
    return setting.get();
  }

  private <T> T cast(String path, Class<T> element, Object value) {
    Objects.requireNonNull(value, path);
    if (!element.isInstance(value)) {
      throw new IllegalArgumentException(
          "the elements of "
              + name
              + "."
              + path
              + " are of "
              + value.getClass().getSimpleName()
              + ", not of "
              + element.getSimpleName());
    }
    return element.cast(value);
  }
}
