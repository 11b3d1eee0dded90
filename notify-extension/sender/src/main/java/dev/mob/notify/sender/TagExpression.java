package dev.mob.notify.sender;

import dev.mob.notify.sender.internal.message.TagExpressionParser;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition on a device's tags, such as {@code sport && (football || tennis) && !"en-GB"}.
 *
 * <p>Grammar, loosest first: {@code or = and {"||" and}}, {@code and = not {"&&" not}}, {@code not
 * = "!" not | "(" or ")" | tag}. A tag is letters, digits and {@code _ . : / -}, or anything in
 * double quotes with {@code \"} and {@code \\} escaped.
 */
public sealed interface TagExpression {

  /** True for devices with this tag. */
  record Tag(String name) implements TagExpression {
    public Tag {
      Objects.requireNonNull(name, "name");
    }

    @Override
    public boolean matches(Set<String> tags) {
      return tags.contains(name);
    }

    @Override
    public Stream<String> tags() {
      return Stream.of(name);
    }

    @Override
    public String toString() {
      boolean plain = !name.isEmpty() && name.chars().allMatch(TagExpressionParser::isTagCharacter);
      return plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** True where the inner expression is false. */
  record Not(TagExpression inner) implements TagExpression {
    @Override
    public boolean matches(Set<String> tags) {
      return !inner.matches(tags);
    }

    @Override
    public Stream<String> tags() {
      return inner.tags();
    }

    @Override
    public String toString() {
      return "!" + (inner instanceof Tag || inner instanceof Not ? inner : "(" + inner + ")");
    }
  }

  /** True where both are. */
  record And(TagExpression left, TagExpression right) implements TagExpression {
    @Override
    public boolean matches(Set<String> tags) {
      return left.matches(tags) && right.matches(tags);
    }

    @Override
    public Stream<String> tags() {
      return Stream.concat(left.tags(), right.tags());
    }

    @Override
    public String toString() {
      return Stream.of(left, right)
          .map(side -> side instanceof Or ? "(" + side + ")" : side.toString())
          .collect(Collectors.joining(" && "));
    }
  }

  /** True where either is. */
  record Or(TagExpression left, TagExpression right) implements TagExpression {
    @Override
    public boolean matches(Set<String> tags) {
      return left.matches(tags) || right.matches(tags);
    }

    @Override
    public Stream<String> tags() {
      return Stream.concat(left.tags(), right.tags());
    }

    @Override
    public String toString() {
      return left + " || " + right;
    }
  }

  /** Whether a device with these tags is meant. */
  boolean matches(Set<String> tags);

  /** Every tag that the expression names, in its order, repeated where it repeats. */
  Stream<String> tags();

  /**
   * Reads an expression.
   *
   * @throws TagSyntaxException with the position of what was not understood
   */
  static TagExpression parse(String text) {
    return new TagExpressionParser(text).parse();
  }
}
