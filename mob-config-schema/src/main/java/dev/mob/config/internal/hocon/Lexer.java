package dev.mob.config.internal.hocon;

import dev.mob.config.internal.hocon.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts HOCON into tokens, by the rules of the HOCON specification as Typesafe Config's tokenizer
 * applies them. Never fails: what is no token becomes a {@link Kind#PROBLEM} and reading goes on
 * after it, a string that is not closed ending with its line.
 */
final class Lexer {
  private static final String NOT_IN_UNQUOTED = "$\"{}[]:=,+#`^?!@*&\\";
  // What ends a text without quotes, by character; a table, since most of a file goes through it.
  private static final boolean[] ENDS_UNQUOTED = endsUnquoted();
  private static final String NUMBER_CHARACTERS = "0123456789eE+-.";
  private static final int DEEPEST_SUBSTITUTION = 8;

  private final String text;
  // Much cheaper than charAt() until a compiler has seen it, which is all of a cold start.
  private final char[] chars;
  private int at;
  private int substitutionDepth;

  Lexer(String text) {
    this.text = text;
    this.chars = text.toCharArray();
  }

  /** All tokens, the last being {@link Kind#END}. */
  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>(chars.length / 4 + 8);
    Token token;
    do {
      token = next();
      tokens.add(token);
    } while (token.kind() != Kind.END);
    return tokens;
  }

  private Token next() {
    while (at < chars.length && (chars[at] == ' ' || isBlank(chars[at]))) {
      at++;
    }
    int start = at;
    if (at >= chars.length) {
      return Token.of(Kind.END, start, start);
    }
    char c = chars[at];
    if (startsComment(at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? chars.length : end;
      return Token.of(Kind.COMMENT, start, at);
    }
    switch (c) {
      case '\n':
        return punctuation(Kind.NEWLINE);
      case ':':
        return punctuation(Kind.COLON);
      case ',':
        return punctuation(Kind.COMMA);
      case '=':
        return punctuation(Kind.EQUALS);
      case '{':
        return punctuation(Kind.OPEN_CURLY);
      case '}':
        return punctuation(Kind.CLOSE_CURLY);
      case '[':
        return punctuation(Kind.OPEN_SQUARE);
      case ']':
        return punctuation(Kind.CLOSE_SQUARE);
      case '"':
        return quoted();
      case '$':
        return substitution();
      case '+':
        at++;
        if (at < chars.length && chars[at] == '=') {
          at++;
          return Token.of(Kind.PLUS_EQUALS, start, at);
        }
        return reserved(start);
      default:
        if (c == '-' || isDigit(c)) {
          return number();
        }
        if (NOT_IN_UNQUOTED.indexOf(c) >= 0) {
          at++;
          return reserved(start);
        }
        return unquoted();
    }
  }

  private Token punctuation(Kind kind) {
    at++;
    return Token.of(kind, at - 1, at);
  }

  private Token reserved(int start) {
    return Token.of(
        Kind.PROBLEM, start, start + 1, "'" + chars[start] + "' is not allowed outside quotes");
  }

  private Token unquoted() {
    int start = at;
    // These words end a token whatever follows; "trueish" is a boolean and a text side by side.
    switch (chars[start]) {
      case 't':
        if (text.startsWith("true", start)) {
          at += 4;
          return Token.of(Kind.BOOLEAN, start, at, "true");
        }
        break;
      case 'n':
        if (text.startsWith("null", start)) {
          at += 4;
          return Token.of(Kind.NULL, start, at, "null");
        }
        break;
      case 'f':
        if (text.startsWith("false", start)) {
          at += 5;
          return Token.of(Kind.BOOLEAN, start, at, "false");
        }
        break;
      default:
    }
    int end = start;
    while (end < chars.length) {
      char c = chars[end];
      boolean ends = c < 128 ? ENDS_UNQUOTED[c] : isWhitespace(c);
      if (ends || (c == '/' && startsComment(end))) {
        break;
      }
      end++;
    }
    at = end;
    return Token.of(Kind.UNQUOTED, start, end, text.substring(start, end));
  }

  private static boolean[] endsUnquoted() {
    boolean[] ends = new boolean[128];
    for (char c = 0; c < ends.length; c++) {
      ends[c] = NOT_IN_UNQUOTED.indexOf(c) >= 0 || isWhitespace(c);
    }
    return ends;
  }

  private Token number() {
    int start = at++;
    boolean fraction = false;
    while (at < chars.length && NUMBER_CHARACTERS.indexOf(chars[at]) >= 0) {
      char c = chars[at];
      fraction |= c == '.' || c == 'e' || c == 'E';
      at++;
    }
    String digits = text.substring(start, at);
    try {
      if (fraction) {
        Double.parseDouble(digits);
      } else {
        Long.parseLong(digits);
      }
      return Token.of(Kind.NUMBER, start, at, digits);
    } catch (NumberFormatException notANumber) {
      int plus = digits.indexOf('+');
      if (plus >= 0) {
        return Token.of(Kind.PROBLEM, start + plus, at, "'+' is not allowed outside quotes");
      }
      return Token.of(Kind.UNQUOTED, start, at, digits);
    }
  }

  private Token quoted() {
    int start = at++;
    if (text.startsWith("\"\"", at)) {
      at += 2;
      return tripleQuoted(start);
    }
    int plain = at;
    while (plain < chars.length && chars[plain] >= 0x20 && chars[plain] != '\\') {
      if (chars[plain] == '"') {
        String content = text.substring(at, plain);
        at = plain + 1;
        return Token.of(Kind.STRING, start, at, content);
      }
      plain++;
    }
    StringBuilder content = new StringBuilder();
    Token problem = null;
    while (true) {
      if (at >= chars.length || chars[at] == '\n') {
        return Token.of(Kind.PROBLEM, start, at, "this quoted text is not closed on its line");
      }
      char c = chars[at++];
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        Token bad = escape(content);
        problem = problem == null ? bad : problem;
      } else if (c < 0x20) {
        if (problem == null) {
          problem =
              Token.of(
                  Kind.PROBLEM,
                  at - 1,
                  at,
                  "a control character is not allowed in quotes, write it as an escape");
        }
      } else {
        content.append(c);
      }
    }
    if (problem != null) {
      return problem;
    }
    return Token.of(Kind.STRING, start, at, content.toString());
  }

  private Token tripleQuoted(int start) {
    int close = text.indexOf("\"\"\"", at);
    if (close < 0) {
      at = chars.length;
      return Token.of(Kind.PROBLEM, start, start + 3, "this text in triple quotes is never closed");
    }
    // The last three quotes of a run end the string; those before belong to it.
    int end = close + 3;
    while (end < chars.length && text.charAt(end) == '"') {
      end++;
    }
    String content = text.substring(at, end - 3);
    at = end;
    return Token.of(Kind.STRING, start, end, content);
  }

  /** Reads what follows a backslash; gives a problem if it is no escape. */
  private Token escape(StringBuilder content) {
    int start = at - 1;
    if (at >= chars.length || chars[at] == '\n') {
      return null; // the string is not closed, which is reported instead
    }
    char c = chars[at++];
    switch (c) {
      case '"':
      case '\\':
      case '/':
        content.append(c);
        return null;
      case 'b':
        content.append('\b');
        return null;
      case 'f':
        content.append('\f');
        return null;
      case 'n':
        content.append('\n');
        return null;
      case 'r':
        content.append('\r');
        return null;
      case 't':
        content.append('\t');
        return null;
      case 'u':
        int digits = 0;
        int code = 0;
        while (digits < 4 && at < chars.length && Character.digit(chars[at], 16) >= 0) {
          code = code * 16 + Character.digit(chars[at], 16);
          at++;
          digits++;
        }
        if (digits < 4) {
          return Token.of(Kind.PROBLEM, start, at, "\\u is followed by four hexadecimal digits");
        }
        content.append((char) code);
        return null;
      default:
        return Token.of(
            Kind.PROBLEM, start, at, "this is no escape sequence, write \\\\ for a backslash");
    }
  }

  private Token substitution() {
    int start = at++;
    if (at >= chars.length || chars[at] != '{') {
      return reserved(start);
    }
    at++;
    if (substitutionDepth == DEEPEST_SUBSTITUTION) {
      return Token.of(Kind.PROBLEM, start, at, "substitutions are nested too deeply");
    }
    boolean optional = at < chars.length && chars[at] == '?';
    if (optional) {
      at++;
    }
    List<Token> inner = new ArrayList<>(4);
    substitutionDepth++;
    try {
      while (true) {
        int before = at;
        Token token = next();
        if (token.kind() == Kind.CLOSE_CURLY) {
          return new Token(Kind.SUBSTITUTION, start, at, "", inner, optional);
        }
        if (token.kind() == Kind.END || token.kind() == Kind.NEWLINE) {
          // A path does not cross lines, so nothing valid is lost by ending here.
          at = before;
          return Token.of(Kind.PROBLEM, start, before, "this substitution is not closed with '}'");
        }
        if (token.kind() == Kind.PROBLEM) {
          return token;
        }
        inner.add(token);
      }
    } finally {
      substitutionDepth--;
    }
  }

  private boolean startsComment(int offset) {
    char c = chars[offset];
    return c == '#' || (c == '/' && offset + 1 < chars.length && chars[offset + 1] == '/');
  }

  private static boolean isBlank(char c) {
    return c != '\n' && (c < 128 ? c <= ' ' && isWhitespace(c) : isWhitespace(c));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Java's whitespace, the no-break spaces that Java leaves out, and the byte-order mark. */
  static boolean isWhitespace(char c) {
    return c == ' '
        || c == '\n'
        || c == '\u00A0'
        || c == '\u2007'
        || c == '\u202F'
        || c == '\uFEFF'
        || Character.isWhitespace(c);
  }
}
