package dev.mob.config.internal.hocon;

import java.util.List;

/** A part of a syntax tree, with the offsets of its first character and after its last. */
public interface Node {

  /** Offset of the first character. */
  int start();

  /** Offset after the last character. */
  int end();

  /** A block; {@code start} is the brace, or the file's beginning for a root without braces. */
  record Block(int start, int end, List<Member> members) implements Node {}

  /** A list. */
  record Array(int start, int end, List<Node> elements) implements Node {}

  /**
   * A quoted text, a number, a word.
   *
   * @param kind what sort
   * @param text its content
   */
  record Scalar(int start, int end, ScalarKind kind, String text) implements Node {}

  /** The sorts of scalars. */
  enum ScalarKind {
    /** In quotes. */
    QUOTED,
    /** A number. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** {@code null}. */
    NULL,
    /** Text without quotes. */
    UNQUOTED
  }

  /**
   * {@code ${path}}.
   *
   * @param path the path's names
   * @param optional whether it is {@code ${?path}}
   */
  record Substitution(int start, int end, List<String> path, boolean optional) implements Node {}

  /** Values side by side that make one. */
  record Concatenation(int start, int end, List<Node> parts) implements Node {}

  /** What a block consists of. */
  interface Member {
    /** Offset of the first character. */
    int start();
  }

  /**
   * {@code key = value}.
   *
   * @param path the key's names; several when it is dotted
   * @param append whether it is {@code +=}
   */
  record Field(List<Name> path, boolean append, Node value) implements Member {
    @Override
    public int start() {
      return path.get(0).start();
    }
  }

  /**
   * A name of a key.
   *
   * @param text without quotes
   */
  record Name(int start, int end, String text) {}

  /**
   * {@code include "file"}.
   *
   * @param kind how its name is meant
   * @param name what is included
   * @param required whether it must exist
   */
  record Include(int start, int end, IncludeKind kind, String name, boolean required)
      implements Member {}

  /** How an include's name is meant. */
  enum IncludeKind {
    /** {@code include "name"}. */
    HEURISTIC,
    /** {@code include file("name")}. */
    FILE,
    /** {@code include classpath("name")}. */
    CLASSPATH,
    /** {@code include url("name")}. */
    URL
  }
}
