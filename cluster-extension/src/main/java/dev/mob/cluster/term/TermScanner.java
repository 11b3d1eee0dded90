package dev.mob.cluster.term;

import java.math.BigInteger;

/**
 * A text in Erlang's syntax and how far it is read: spaces, words, numbers, quotes and what a
 * backslash stands for.
 *
 * <p>Source: Erlang Reference Manual, "Data Types" and "Escape Sequences"; {@code erl_scan}.
 */
final class TermScanner {
  private final String text;
  private int at;

  TermScanner(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    skipSpace();
    return at == text.length();
  }

  /** Where it is, to {@link #backTo}. */
  int position() {
    return at;
  }

  void backTo(int position) {
    at = position;
  }

  /** Goes over one character. */
  void skip() {
    at++;
  }

  /** A complaint about where it is; to be thrown. */
  TermSyntaxException error(String problem) {
    return new TermSyntaxException(text, at, problem);
  }

  /** Goes over spaces and comments. */
  void skipSpace() {
    while (at < text.length()) {
      if (text.charAt(at) == '%') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return;
      }
    }
  }

  /** Goes over spaces, and over this if it comes next; false when it does not. */
  boolean accept(String token) {
    skipSpace();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  /** As {@link #accept}, but complains when something else comes. */
  void expect(String token) {
    if (!accept(token)) {
      throw error("expected '" + token + "'");
    }
  }

  /** The next character; 0 at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** An integer in any base, a float, or a character after a {@code $}. */
  Object number() {
    if (peek() == '$') {
      at++;
      return (long) character();
    }
    boolean negative = peek() == '-';
    if (negative || peek() == '+') {
      at++;
      skipSpace();
    }
    String digits = digits(10);
    if (peek() == '#') {
      at++;
      return based(digits, negative);
    }
    if (peek() == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
      at++;
      return fraction((negative ? "-" : "") + digits);
    }
    return integer(digits, 10, negative);
  }

  private Object based(String digits, boolean negative) {
    int base = digits.length() > 2 ? 0 : Integer.parseInt(digits);
    if (base < 2 || base > 36) {
      throw error("a base is 2 to 36");
    }
    return integer(digits(base), base, negative);
  }

  private Object fraction(String whole) {
    StringBuilder number = new StringBuilder(whole).append('.').append(digits(10));
    if (peek() == 'e' || peek() == 'E') {
      at++;
      number.append('e');
      if (peek() == '-' || peek() == '+') {
        number.append(text.charAt(at++));
      }
      number.append(digits(10));
    }
    double value = Double.parseDouble(number.toString());
    if (Double.isInfinite(value)) {
      throw error("a float beyond the range of floats");
    }
    return value;
  }

  private static Object integer(String digits, int base, boolean negative) {
    BigInteger value = new BigInteger((negative ? "-" : "") + digits, base);
    if (value.bitLength() < 64) {
      return value.longValue();
    }
    return value;
  }

  private String digits(int base) {
    StringBuilder digits = new StringBuilder();
    while (Character.digit(peek(), base) >= 0 || (peek() == '_' && digits.length() > 0)) {
      if (peek() != '_') {
        digits.append(peek());
      }
      at++;
    }
    if (digits.length() == 0) {
      throw error("expected a digit");
    }
    return digits.toString();
  }

  /** Letters, digits, {@code _} and {@code @}. */
  String word() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '@') {
      at++;
    }
    return text.substring(start, at);
  }

  /** One or more strings in a row, which are one. */
  String strings() {
    StringBuilder all = new StringBuilder(quoted('"'));
    skipSpace();
    while (peek() == '"') {
      all.append(quoted('"'));
      skipSpace();
    }
    return all.toString();
  }

  /** What is between two quotes, of which the first comes next. */
  String quoted(char quote) {
    int start = at++;
    StringBuilder content = new StringBuilder();
    while (peek() != quote) {
      if (at >= text.length()) {
        at = start;
        throw error("a quote that is not closed");
      }
      content.appendCodePoint(character());
    }
    at++;
    return content.toString();
  }

  /** One character, or an escape sequence that stands for one. */
  private int character() {
    if (at >= text.length()) {
      throw error("expected a character");
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    if (c != '\\') {
      return c;
    }
    if (at >= text.length()) {
      throw error("expected a character after '\\'");
    }
    int escaped = text.codePointAt(at);
    at += Character.charCount(escaped);
    int simple = "btnvfresd".indexOf(escaped);
    if (simple >= 0) {
      return "\b\t\n\u000b\f\r\u001b \u007f".charAt(simple);
    }
    if (escaped == 'x') {
      return hexadecimal();
    }
    if (escaped >= '0' && escaped <= '7') {
      int value = escaped - '0';
      for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++) {
        value = value * 8 + text.charAt(at++) - '0';
      }
      return value;
    }
    if (escaped == '^' && at < text.length()) {
      return text.charAt(at++) & 31;
    }
    return escaped;
  }

  private int hexadecimal() {
    int value;
    if (peek() == '{') {
      int end = text.indexOf('}', at);
      if (end < 0 || end - at > 7) {
        throw error("expected '}' after the digits");
      }
      at++;
      value = Integer.parseInt(digits(16), 16);
      at = end + 1;
    } else {
      if (at + 2 > text.length()
          || Character.digit(text.charAt(at), 16) < 0
          || Character.digit(text.charAt(at + 1), 16) < 0) {
        throw error("expected two hexadecimal digits");
      }
      value = Integer.parseInt(text.substring(at, at + 2), 16);
      at += 2;
    }
    if (!Character.isValidCodePoint(value) || (value >= 0xD800 && value <= 0xDFFF)) {
      throw error("no such character");
    }
    return value;
  }
}
