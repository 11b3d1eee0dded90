package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Tuple;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads terms in Erlang's syntax: what a person types after {@code mob call}. As in Erlang, {@code
 * "text"} is a charlist and {@code <<"text">>} a binary. A full stop at the end may be left out.
 *
 * <p>Source: Erlang Reference Manual, "Data Types"; {@code erl_parse:parse_term/1}.
 */
public final class TermParser {
  private static final int MAX_DEPTH = 256;

  private final String text;
  private int at;
  private int depth;

  private TermParser(String text) {
    this.text = text;
  }

  /**
   * Reads exactly one term.
   *
   * @throws TermSyntaxException when the text is no term, or has more after it
   */
  public static Object parse(String text) {
    TermParser parser = new TermParser(text);
    Object term = parser.term();
    parser.accept(".");
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.error("expected the end of the term");
    }
    return term;
  }

  private TermSyntaxException error(String problem) {
    return new TermSyntaxException(text, at, problem);
  }

  private void skipSpace() {
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

  private boolean accept(String token) {
    skipSpace();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw error("expected '" + token + "'");
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private Object term() {
    if (++depth > MAX_DEPTH) {
      throw error("a term nests deeper than " + MAX_DEPTH + " levels");
    }
    try {
      return termHere();
    } finally {
      depth--;
    }
  }

  private Object termHere() {
    skipSpace();
    char c = peek();
    if (c == '{') {
      at++;
      return Tuple.of(until("}").toArray());
    }
    if (c == '[') {
      at++;
      return list();
    }
    if (c == '"') {
      return Charlists.of(strings());
    }
    if (accept("<<")) {
      return binary();
    }
    if (accept("#{")) {
      return map();
    }
    if (c == '$' || c == '-' || c == '+' || isDigit(c)) {
      return number();
    }
    if (c == '\'' || Character.isLowerCase(c)) {
      return atomOrFun();
    }
    if (c == 0) {
      throw error("expected a term");
    }
    if (c == '<' || c == '#') {
      throw error("pids, references, ports and funs have no syntax");
    }
    throw error("'" + c + "' begins no term");
  }

  private List<Object> until(String end) {
    List<Object> elements = new ArrayList<>();
    if (accept(end)) {
      return elements;
    }
    do {
      elements.add(term());
    } while (accept(","));
    expect(end);
    return elements;
  }

  private Object list() {
    List<Object> elements = new ArrayList<>();
    if (accept("]")) {
      return Collections.emptyList();
    }
    do {
      elements.add(term());
    } while (accept(","));
    if (accept("|")) {
      Object tail = term();
      expect("]");
      if (tail instanceof List) {
        elements.addAll((List<?>) tail);
        return Collections.unmodifiableList(elements);
      }
      if (tail instanceof ImproperList) {
        elements.addAll(((ImproperList) tail).heads());
        return ImproperList.of(elements, ((ImproperList) tail).tail());
      }
      return ImproperList.of(elements, tail);
    }
    expect("]");
    return Collections.unmodifiableList(elements);
  }

  private Object map() {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (accept("}")) {
      return map;
    }
    do {
      Object key = term();
      expect("=>");
      map.put(key, term());
    } while (accept(","));
    expect("}");
    return Collections.unmodifiableMap(map);
  }

  private Object binary() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (accept(">>")) {
      return "";
    }
    int lastBits = 8;
    do {
      if (lastBits != 8) {
        throw error("only the last segment may have fewer than 8 bits");
      }
      skipSpace();
      if (peek() == '"') {
        String segment = strings();
        boolean utf8 = accept("/utf8");
        byte[] encoded =
            segment.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        if (!utf8 && segment.chars().anyMatch(c -> c > 255)) {
          throw error("characters above 255 need /utf8 after the text");
        }
        bytes.write(encoded, 0, encoded.length);
      } else {
        long value = segmentInteger();
        if (accept(":")) {
          long size = segmentInteger();
          if (size < 1 || size > 8) {
            throw error("a segment here has 1 to 8 bits");
          }
          lastBits = (int) size;
        }
        bytes.write((int) (value << (8 - lastBits)));
      }
    } while (accept(","));
    expect(">>");
    byte[] all = bytes.toByteArray();
    if (lastBits != 8) {
      return BitString.of(all, lastBits);
    }
    return Binaries.isUtf8(all) ? new String(all, StandardCharsets.UTF_8) : all;
  }

  private long segmentInteger() {
    skipSpace();
    Object value = isDigit(peek()) || peek() == '$' || peek() == '-' ? number() : null;
    if (!(value instanceof Long)) {
      throw error("expected an integer");
    }
    return (Long) value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Object number() {
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

  private Object atomOrFun() {
    int start = at;
    boolean quoted = peek() == '\'';
    String name = quoted ? quoted('\'') : word();
    if (!quoted && name.equals("fun")) {
      return export();
    }
    if (!quoted && TermPrinter.RESERVED.contains(name)) {
      at = start;
      throw error("'" + name + "' is a reserved word; write it in quotes");
    }
    if (name.equals("true") || name.equals("false")) {
      return name.equals("true");
    }
    return atom(name);
  }

  private Atom atom(String name) {
    try {
      return Atom.of(name);
    } catch (IllegalArgumentException tooLong) {
      throw error(tooLong.getMessage());
    }
  }

  private Object export() {
    Atom module = name();
    expect(":");
    Atom function = name();
    expect("/");
    long arity = segmentInteger();
    if (arity < 0 || arity > 255) {
      throw error("an arity is 0 to 255");
    }
    return new Export(module, function, (int) arity);
  }

  private Atom name() {
    skipSpace();
    if (peek() == '\'') {
      return atom(quoted('\''));
    }
    if (!Character.isLowerCase(peek())) {
      throw error("expected a name");
    }
    return atom(word());
  }

  private String word() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '@') {
      at++;
    }
    return text.substring(start, at);
  }

  /** One or more strings in a row, which are one. */
  private String strings() {
    StringBuilder all = new StringBuilder(quoted('"'));
    skipSpace();
    while (peek() == '"') {
      all.append(quoted('"'));
      skipSpace();
    }
    return all.toString();
  }

  private String quoted(char quote) {
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
