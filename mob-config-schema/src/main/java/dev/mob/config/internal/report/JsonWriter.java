package dev.mob.config.internal.report;

import java.util.Collection;
import java.util.Map;

/** Writes JSON (RFC 8259), indented by two spaces. Not for use by several threads at once. */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private int depth;
  private boolean first = true;
  private boolean afterName;

  /** Opens an object. */
  public JsonWriter beginObject() {
    return open('{');
  }

  /** Closes an object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Opens an array. */
  public JsonWriter beginArray() {
    return open('[');
  }

  /** Closes an array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** A member's name; its value follows. */
  public JsonWriter name(String name) {
    separate();
    quote(name);
    out.append(": ");
    afterName = true;
    return this;
  }

  /**
   * A value: null, a string, a boolean, a number, a collection or a map of these.
   *
   * @throws IllegalArgumentException for anything else, and for numbers that JSON cannot say
   */
  public JsonWriter value(Object value) {
    if (value instanceof Map) {
      beginObject();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        name(String.valueOf(entry.getKey())).value(entry.getValue());
      }
      return endObject();
    }
    if (value instanceof Collection) {
      beginArray();
      for (Object element : (Collection<?>) value) {
        value(element);
      }
      return endArray();
    }
    separate();
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof CharSequence) {
      quote(value.toString());
    } else if (value instanceof Double) {
      double number = (Double) value;
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new IllegalArgumentException("JSON has no number for " + number);
      }
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      out.append(whole ? Long.toString((long) number) : Double.toString(number));
    } else if (value instanceof Number) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("JSON has no value for a " + value.getClass().getName());
    }
    return this;
  }

  /** What has been written, ended with a line break. */
  @Override
  public String toString() {
    return out + "\n";
  }

  private JsonWriter open(char bracket) {
    separate();
    out.append(bracket);
    depth++;
    first = true;
    return this;
  }

  private JsonWriter close(char bracket) {
    depth--;
    if (!first) {
      newLine();
    }
    out.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (afterName) {
      afterName = false;
      return;
    }
    if (depth > 0) {
      if (!first) {
        out.append(',');
      }
      newLine();
    }
    first = false;
  }

  private void newLine() {
    out.append('\n');
    for (int i = 0; i < depth; i++) {
      out.append("  ");
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"':
        case '\\':
          out.append('\\').append(c);
          break;
        case '\n':
          out.append("\\n");
          break;
        case '\r':
          out.append("\\r");
          break;
        case '\t':
          out.append("\\t");
          break;
        default:
          if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
            // Escaped surrogates survive any encoder, also those that stand alone.
            String hex = Integer.toHexString(c);
            out.append("\\u");
            for (int zero = hex.length(); zero < 4; zero++) {
              out.append('0');
            }
            out.append(hex);
          } else {
            out.append(c);
          }
      }
    }
    out.append('"');
  }
}
