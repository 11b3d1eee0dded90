package dev.mob.notify.sender.internal.message;

import dev.mob.notify.sender.TagExpression;
import dev.mob.notify.sender.TagSyntaxException;

/** A recursive-descent parser of {@link TagExpression}; used once per text. */
public final class TagExpressionParser {
  /** Deep enough for people, shallow enough for the stack and for SQLite's expression depth. */
  private static final int MAX_DEPTH = 100;

  /** SQLite takes 32,766 parameters and an expression depth of 1,000; people need far less. */
  private static final int MAX_TAGS = 200;

  private final String text;
  private int position;
  private int depth;
  private int tags;

  public TagExpressionParser(String text) {
    this.text = text;
  }

  public TagExpression parse() {
    TagExpression expression = or();
    skipSpace();
    if (position < text.length()) {
      throw problem("expected '&&', '||' or the end");
    }
    return expression;
  }

  /** Whether a tag may have this character without being quoted. */
  public static boolean isTagCharacter(int c) {
    return Character.isLetterOrDigit(c) || "_.:/-".indexOf(c) >= 0;
  }

  private TagExpression or() {
    TagExpression left = and();
    while (take("||")) {
      left = new TagExpression.Or(left, and());
    }
    return left;
  }

  private TagExpression and() {
    TagExpression left = not();
    while (take("&&")) {
      left = new TagExpression.And(left, not());
    }
    return left;
  }

  private TagExpression not() {
    if (++depth > MAX_DEPTH) {
      throw problem("nested deeper than " + MAX_DEPTH + " levels");
    }
    try {
      if (take("!")) {
        return new TagExpression.Not(not());
      }
      if (take("(")) {
        TagExpression inner = or();
        if (!take(")")) {
          throw problem("expected ')'");
        }
        return inner;
      }
      return tag();
    } finally {
      depth--;
    }
  }

  private TagExpression tag() {
    skipSpace();
    if (++tags > MAX_TAGS) {
      throw problem("more than " + MAX_TAGS + " tags");
    }
    if (position < text.length() && text.charAt(position) == '"') {
      return quoted();
    }
    int start = position;
    while (position < text.length() && isTagCharacter(text.codePointAt(position))) {
      position += Character.charCount(text.codePointAt(position));
    }
    if (position == start) {
      throw problem("expected a tag, '!' or '('");
    }
    return new TagExpression.Tag(text.substring(start, position));
  }

  private TagExpression quoted() {
    int start = position++;
    StringBuilder name = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        if (name.length() == 0) {
          position = start;
          throw problem("an empty tag");
        }
        return new TagExpression.Tag(name.toString());
      }
      if (c == '\\') {
        if (position == text.length() || "\"\\".indexOf(text.charAt(position)) < 0) {
          throw problem("after a backslash only '\"' or a backslash may stand");
        }
        c = text.charAt(position++);
      }
      name.append(c);
    }
    position = start;
    throw problem("a quote that is not closed");
  }

  private boolean take(String token) {
    skipSpace();
    if (!text.startsWith(token, position)) {
      return false;
    }
    position += token.length();
    return true;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private TagSyntaxException problem(String what) {
    return new TagSyntaxException(text, position, what);
  }
}
