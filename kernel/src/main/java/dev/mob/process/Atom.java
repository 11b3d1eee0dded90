package dev.mob.process;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A constant whose name is its value: Erlang's atom.
 *
 * <p>Two atoms are equal when their names are. Unlike Erlang's, atoms here live in no table, so a
 * peer that sends many of them cannot exhaust anything.
 */
public final class Atom implements Comparable<Atom> {
  /** The longest name, in Unicode code points (Erlang's External Term Format). */
  public static final int MAX_LENGTH = 255;

  public static final Atom TRUE = new Atom("true");
  public static final Atom FALSE = new Atom("false");
  public static final Atom OK = new Atom("ok");
  public static final Atom ERROR = new Atom("error");
  public static final Atom UNDEFINED = new Atom("undefined");

  /** Elixir's {@code nil}. */
  public static final Atom NIL = new Atom("nil");

  /** Reference Manual, "Reserved Words": atoms only in quotes. */
  private static final Set<String> RESERVED =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  ("after and andalso band begin bnot bor bsl bsr bxor case catch cond div end fun"
                          + " if let not of or orelse receive rem try when xor")
                      .split(" "))));

  private final String name;

  private Atom(String name) {
    this.name = name;
  }

  /**
   * The atom with this name.
   *
   * @throws IllegalArgumentException when the name is longer than {@link #MAX_LENGTH} code points
   */
  public static Atom of(String name) {
    Objects.requireNonNull(name, "name");
    if (name.length() > MAX_LENGTH && name.codePointCount(0, name.length()) > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "an atom has at most " + MAX_LENGTH + " characters, this one has " + name.length());
    }
    return new Atom(name);
  }

  /** The atom {@code true} or {@code false}. */
  public static Atom of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The text of this atom, without quotes. */
  public String name() {
    return name;
  }

  @Override
  public int compareTo(Atom other) {
    return name.compareTo(other.name);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Atom && name.equals(((Atom) other).name));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The atom as Erlang prints it: quoted where Erlang needs quotes. */
  @Override
  public String toString() {
    return isPlain() ? name : "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private boolean isPlain() {
    if (name.isEmpty() || name.charAt(0) < 'a' || name.charAt(0) > 'z' || RESERVED.contains(name)) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '@';
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
