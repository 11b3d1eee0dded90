package dev.mob.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One setting of a {@link Schema}: its name, its type and what is allowed. */
public final class Setting {
  private final String name;
  private final SettingType type;
  private final String doc;
  private final boolean required;
  private final Object defaultValue;
  private final Object min;
  private final Object max;
  private final String pattern;
  private final List<String> values;
  private final String deprecated;
  private final Setting of;
  private final Schema schema;
  private final String keys;

  private Setting(Builder builder) {
    this.name = builder.name;
    this.type = builder.type;
    this.doc = builder.doc;
    this.required = builder.required;
    this.defaultValue = builder.defaultValue;
    this.min = builder.min;
    this.max = builder.max;
    this.pattern = builder.pattern;
    this.values = Collections.unmodifiableList(new ArrayList<>(builder.values));
    this.deprecated = builder.deprecated;
    this.of = builder.of;
    this.schema = builder.schema;
    this.keys = builder.keys;
    if ((type == SettingType.LIST || type == SettingType.MAP) && of == null) {
      throw new IllegalArgumentException("a " + type.word() + " says what it is a list or map of");
    }
    if (type == SettingType.OBJECT && schema == null) {
      throw new IllegalArgumentException("an object has settings of its own");
    }
    if (type == SettingType.ENUM && values.isEmpty()) {
      throw new IllegalArgumentException("an enum has values");
    }
  }

  /** Begins a setting. */
  public static Builder of(String name, SettingType type) {
    return new Builder(name, type);
  }

  /** The key in the file. */
  public String name() {
    return name;
  }

  /** What its value is. */
  public SettingType type() {
    return type;
  }

  /** One sentence for the person who sets it; may be empty. */
  public String doc() {
    return doc;
  }

  /** Whether the file must set it. */
  public boolean required() {
    return required;
  }

  /** The value, in the type's Java form, when the file does not set it. */
  public Optional<Object> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /**
   * The least allowed: a {@code Long} for integers, ports and memory sizes, for the length of
   * strings, secrets and the number of elements of lists and maps; a {@code Double} for numbers; a
   * {@code Duration} for durations.
   */
  public Optional<Object> min() {
    return Optional.ofNullable(min);
  }

  /** The most allowed, in the same forms as {@link #min}. */
  public Optional<Object> max() {
    return Optional.ofNullable(max);
  }

  /** A regular expression that the whole text matches. */
  public Optional<String> pattern() {
    return Optional.ofNullable(pattern);
  }

  /** The words of an enum; else empty. */
  public List<String> values() {
    return values;
  }

  /** What to use instead, when this setting will go. */
  public Optional<String> deprecated() {
    return Optional.ofNullable(deprecated);
  }

  /** What a list or a map holds. */
  public Optional<Setting> of() {
    return Optional.ofNullable(of);
  }

  /** The settings of an object. */
  public Optional<Schema> schema() {
    return Optional.ofNullable(schema);
  }

  /** A regular expression that each key of a map matches. */
  public Optional<String> keys() {
    return Optional.ofNullable(keys);
  }

  /** {@code name: type}. */
  @Override
  public String toString() {
    return name + ": " + type.word();
  }

  /** Collects what a setting is. Not for use by several threads. */
  public static final class Builder {
    private final String name;
    private final SettingType type;
    private String doc = "";
    private boolean required;
    private Object defaultValue;
    private Object min;
    private Object max;
    private String pattern;
    private List<String> values = Collections.emptyList();
    private String deprecated;
    private Setting of;
    private Schema schema;
    private String keys;

    private Builder(String name, SettingType type) {
      this.name = Objects.requireNonNull(name, "name");
      this.type = Objects.requireNonNull(type, "type");
    }

    /** See {@link Setting#doc()}. */
    public Builder doc(String text) {
      this.doc = text;
      return this;
    }

    /** See {@link Setting#required()}. */
    public Builder required(boolean yes) {
      this.required = yes;
      return this;
    }

    /** See {@link Setting#defaultValue()}. */
    public Builder defaultValue(Object value) {
      this.defaultValue = value;
      return this;
    }

    /** See {@link Setting#min()}. */
    public Builder min(Object least) {
      this.min = least;
      return this;
    }

    /** See {@link Setting#max()}. */
    public Builder max(Object most) {
      this.max = most;
      return this;
    }

    /** See {@link Setting#pattern()}. */
    public Builder pattern(String regularExpression) {
      this.pattern = regularExpression;
      return this;
    }

    /** See {@link Setting#values()}. */
    public Builder values(List<String> words) {
      this.values = words;
      return this;
    }

    /** See {@link Setting#deprecated()}. */
    public Builder deprecated(String instead) {
      this.deprecated = instead;
      return this;
    }

    /** See {@link Setting#of()}. */
    public Builder of(Setting element) {
      this.of = element;
      return this;
    }

    /** See {@link Setting#schema()}. */
    public Builder schema(Schema ofObject) {
      this.schema = ofObject;
      return this;
    }

    /** See {@link Setting#keys()}. */
    public Builder keys(String regularExpression) {
      this.keys = regularExpression;
      return this;
    }

    /**
     * The setting.
     *
     * @throws IllegalArgumentException if the type lacks what it needs
     */
    public Setting build() {
      return new Setting(this);
    }
  }
}
