package dev.mob.config.internal.hocon;

import java.util.List;

/**
 * A piece of HOCON.
 *
 * @param kind what it is
 * @param start offset of its first character
 * @param end offset after its last character
 * @param text the content of a string without quotes and escapes, the raw text of other values, the
 *     message of a problem; else empty
 * @param inner the tokens of a substitution's path; else null
 * @param optional whether a substitution is {@code ${?...}}
 */
record Token(Kind kind, int start, int end, String text, List<Token> inner, boolean optional) {

  /** The kinds. */
  enum Kind {
    STRING("a quoted text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NULL("null"),
    UNQUOTED("text"),
    SUBSTITUTION("a substitution"),
    COLON("':'"),
    COMMA("','"),
    EQUALS("'='"),
    PLUS_EQUALS("'+='"),
    OPEN_CURLY("'{'"),
    CLOSE_CURLY("'}'"),
    OPEN_SQUARE("'['"),
    CLOSE_SQUARE("']'"),
    COMMENT("a comment"),
    NEWLINE("the end of the line"),
    END("the end of the file"),
    PROBLEM("something that is not HOCON");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For messages; never the token's own text, which may be a secret. */
    String words() {
      return words;
    }
  }

  static Token of(Kind kind, int start, int end) {
    return new Token(kind, start, end, "", null, false);
  }

  static Token of(Kind kind, int start, int end, String text) {
    return new Token(kind, start, end, text, null, false);
  }

  /** Whether it may be part of a key: anything that is a value, but no substitution. */
  boolean isKeyPart() {
    switch (kind) {
      case STRING:
      case NUMBER:
      case BOOLEAN:
      case NULL:
      case UNQUOTED:
        return true;
      default:
        return false;
    }
  }

  /** Whether a value may begin with it. */
  boolean startsValue() {
    return isKeyPart()
        || kind == Kind.SUBSTITUTION
        || kind == Kind.OPEN_CURLY
        || kind == Kind.OPEN_SQUARE;
  }
}
