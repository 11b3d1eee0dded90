package dev.mob.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) as plain values: {@code null}, {@link Boolean}, {@link Long}, {@link Double},
 * {@link String}, {@link List} and {@link Map} with string keys, in the order in which they were
 * written.
 *
 * <p>Small on purpose: the `mob` command starts in a few hundred milliseconds and a JSON library
 * would take a good part of them. Stateless and safe for use from any thread.
 */
public final class Json {
  /**
   * How deep arrays and objects may nest; deeper text is refused rather than overflow the stack.
   */
  public static final int MAX_DEPTH = 64;

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws IllegalArgumentException when the text is not one whole JSON value; names the offset
   */
  public static Object read(String text) {
    Reader reader = new Reader(text);
    Object value = reader.value(0);
    reader.end();
    return value;
  }

  /**
   * Writes a value on one line.
   *
   * @param value of the types named above; other numbers, enums and character sequences are
   *     accepted and written as numbers and strings
   * @throws IllegalArgumentException for any other type, or a number that JSON cannot hold
   */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder(128);
    write(value, out, -1);
    return out.toString();
  }

  /** Writes a value over several lines, indented by two spaces, for people. */
  public static String writePretty(Object value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out, 0);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out, int indent) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new IllegalArgumentException("JSON has no number " + number);
      }
      out.append(number);
    } else if (value instanceof Number) {
      out.append(value);
    } else if (value instanceof CharSequence || value instanceof Enum) {
      string(value.toString(), out);
    } else if (value instanceof List) {
      array((List<?>) value, out, indent);
    } else if (value instanceof Map) {
      object((Map<?, ?>) value, out, indent);
    } else {
      throw new IllegalArgumentException(
          "JSON has no place for a " + value.getClass().getName() + ": make it a string or a map");
    }
  }

  private static void array(List<?> values, StringBuilder out, int indent) {
    int inner = indent < 0 ? indent : indent + 1;
    char separator = '[';
    for (Object value : values) {
      out.append(separator);
      line(out, inner);
      write(value, out, inner);
      separator = ',';
    }
    if (values.isEmpty()) {
      out.append('[');
    } else {
      line(out, indent);
    }
    out.append(']');
  }

  private static void object(Map<?, ?> members, StringBuilder out, int indent) {
    int inner = indent < 0 ? indent : indent + 1;
    char separator = '{';
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.append(separator);
      line(out, inner);
      string(String.valueOf(member.getKey()), out);
      out.append(indent < 0 ? ":" : ": ");
      write(member.getValue(), out, inner);
      separator = ',';
    }
    if (members.isEmpty()) {
      out.append('{');
    } else {
      line(out, indent);
    }
    out.append('}');
  }

  private static void line(StringBuilder out, int indent) {
    if (indent >= 0) {
      out.append('\n').append("  ".repeat(indent));
    }
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // Line and paragraph separators too: a reader that splits lines by them keeps working.
          if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
            out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** A recursive-descent reader over one text. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Object value(int depth) {
      if (depth > MAX_DEPTH) {
        throw wrong("nested deeper than " + MAX_DEPTH);
      }
      space();
      char c = at < text.length() ? text.charAt(at) : 0;
      return switch (c) {
        case '{' -> object(depth);
        case '[' -> array(depth);
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", null);
        default -> number();
      };
    }

    void end() {
      space();
      if (at < text.length()) {
        throw wrong("more text after the value");
      }
    }

    private Map<String, Object> object(int depth) {
      Map<String, Object> members = new LinkedHashMap<>();
      at++;
      if (take('}')) {
        return members;
      }
      do {
        space();
        if (at >= text.length() || text.charAt(at) != '"') {
          throw wrong("expected a name in double quotes");
        }
        String name = string();
        if (!take(':')) {
          throw wrong("expected ':'");
        }
        if (members.containsKey(name)) {
          throw wrong("the name '" + name + "' comes twice");
        }
        members.put(name, value(depth + 1));
      } while (take(','));
      if (!take('}')) {
        throw wrong("expected ',' or '}'");
      }
      return members;
    }

    private List<Object> array(int depth) {
      List<Object> values = new ArrayList<>();
      at++;
      if (take(']')) {
        return values;
      }
      do {
        values.add(value(depth + 1));
      } while (take(','));
      if (!take(']')) {
        throw wrong("expected ',' or ']'");
      }
      return values;
    }

    private String string() {
      StringBuilder out = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return out.toString();
        } else if (c < 0x20) {
          at--;
          throw wrong("a control character inside a string");
        } else if (c == '\\') {
          out.append(escaped());
        } else {
          out.append(c);
        }
      }
      throw wrong("a string without its end");
    }

    private char escaped() {
      char c = at < text.length() ? text.charAt(at++) : 0;
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> unicode();
        default -> throw wrong("an unknown escape");
      };
    }

    private char unicode() {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
          throw wrong("expected four hexadecimal digits");
        }
        code = code * 16 + digit;
        at++;
      }
      return (char) code;
    }

    private Object word(String word, Object value) {
      if (!text.startsWith(word, at)) {
        throw wrong("expected a value");
      }
      at += word.length();
      return value;
    }

    private Object number() {
      int start = at;
      next('-');
      if (!next('0')) {
        digits();
      }
      boolean whole = true;
      if (next('.')) {
        whole = false;
        digits();
      }
      if (next('e') || next('E')) {
        whole = false;
        if (!next('+')) {
          next('-');
        }
        digits();
      }
      String number = text.substring(start, at);
      try {
        return whole ? (Object) Long.parseLong(number) : (Object) Double.parseDouble(number);
      } catch (NumberFormatException outOfRange) {
        throw wrong("a number out of range");
      }
    }

    private void digits() {
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start) {
        throw wrong("expected a value");
      }
    }

    private boolean take(char c) {
      space();
      return next(c);
    }

    private boolean next(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException("not JSON at offset " + at + ": " + what);
    }
  }
}
