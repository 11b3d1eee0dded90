package dev.mob.state;

import java.util.Objects;

/**
 * The name of a value in a {@link Namespace}, and how it is written. Immutable; make it once, as a
 * constant.
 *
 * @param <T> the value's type
 */
public final class Key<T> {
  private static final int LONGEST_NAME = 512;

  private final String name;
  private final Codec<T> codec;

  private Key(String name, Codec<T> codec) {
    this.name = checked(name);
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  /**
   * @param name one or more characters, 512 at most
   */
  public static <T> Key<T> of(String name, Codec<T> codec) {
    return new Key<>(name, codec);
  }

  static String checked(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a key or a namespace has 1 to " + LONGEST_NAME + " characters, not " + name.length());
    }
    return name;
  }

  /** The name within its namespace. */
  public String name() {
    return name;
  }

  /** How the value is written. */
  public Codec<T> codec() {
    return codec;
  }

  @Override
  public String toString() {
    return name;
  }
}
