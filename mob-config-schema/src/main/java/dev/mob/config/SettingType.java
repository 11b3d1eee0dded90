package dev.mob.config;

/** The types of the schema language, with how each is written and what {@link Settings} gives. */
public enum SettingType {
  /** Text; in Java a {@code String}. */
  STRING("string", "text"),
  /** {@code true} or {@code false}; in Java a {@code Boolean}. */
  BOOLEAN("boolean", "true or false"),
  /** A whole number of 64 bits; in Java a {@code Long}. */
  INTEGER("integer", "a whole number"),
  /** Any finite number; in Java a {@code Double}. */
  NUMBER("number", "a number"),
  /** A time span with its unit, such as {@code 500ms} or {@code 7d}; in Java a {@code Duration}. */
  DURATION("duration", "a duration with its unit, such as 500ms, 30s or 7d"),
  /** A number of bytes with its unit, such as {@code 64MiB}; in Java a {@code Long}. */
  MEMORY_SIZE("memory-size", "a memory size with its unit, such as 512KiB or 64MiB"),
  /** One of the schema's words; in Java a {@code String}. */
  ENUM("enum", "one of the allowed words"),
  /** Values of one type, in order; in Java a {@code List}. */
  LIST("list", "a list [ ... ]"),
  /** Values of one type by names of the user's choice; in Java a {@code Map}. */
  MAP("map", "a block { name = value }"),
  /** A block with a schema of its own; in Java {@link Settings}. */
  OBJECT("object", "a block { ... }"),
  /** Text that is never shown; in Java a {@link Secret}. */
  SECRET("secret", "a secret text"),
  /** A TCP or UDP port from 0 to 65535; in Java an {@code Integer}. */
  PORT("port", "a port number from 0 to 65535"),
  /** {@code host:port}; in Java a {@link HostAndPort}. */
  HOST_AND_PORT("host-and-port", "a host and a port, such as 127.0.0.1:9100"),
  /** A file or folder, relative to the file it is written in; in Java a {@code Path}. */
  PATH("path", "a path");

  private final String word;
  private final String description;

  SettingType(String word, String description) {
    this.word = word;
    this.description = description;
  }

  /** As written after {@code type =} in a schema. */
  public String word() {
    return word;
  }

  /** What a value of this type is, for people; follows "expected". */
  public String description() {
    return description;
  }
}
