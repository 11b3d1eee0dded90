package dev.mob.notify.sender.internal.message;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Writes JSON with plain Java values: strings, numbers, booleans, lists, maps, null. */
public final class Json {
  private final Text text = new Text();
  private final JsonWriter json = new JsonWriter(text);

  public Json() {
    json.setHtmlSafe(false);
    json.setSerializeNulls(true);
  }

  /** A {@link java.io.StringWriter} without its locks: a text is written by one thread. */
  private static final class Text extends Writer {
    private final StringBuilder text = new StringBuilder(512);

    @Override
    public void write(int c) {
      text.append((char) c);
    }

    @Override
    public void write(char[] characters, int offset, int length) {
      text.append(characters, offset, length);
    }

    @Override
    public void write(String string) {
      text.append(string);
    }

    @Override
    public void write(String string, int offset, int length) {
      text.append(string, offset, offset + length);
    }

    @Override
    public void flush() {
      // Holds nothing back.
    }

    @Override
    public void close() {
      // Holds nothing.
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** Writes one value. */
  public interface Body {
    void write(JsonWriter json) throws IOException;
  }

  /** The text of an object with this body. */
  public static String object(Body body) {
    Json json = new Json();
    try {
      json.json.beginObject();
      body.write(json.json);
      json.json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string took no more text", e);
    }
    return json.text.toString();
  }

  /**
   * Writes any plain value.
   *
   * @throws IllegalArgumentException for any other
   */
  public static void value(JsonWriter json, Object value) throws IOException {
    if (value == null) {
      json.nullValue();
    } else if (value instanceof String string) {
      json.value(string);
    } else if (value instanceof Boolean bool) {
      json.value(bool.booleanValue());
    } else if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof List<?> list) {
      json.beginArray();
      for (Object element : list) {
        value(json, element);
      }
      json.endArray();
    } else if (value instanceof Map<?, ?> map) {
      json.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.name(String.valueOf(entry.getKey()));
        value(json, entry.getValue());
      }
      json.endObject();
    } else {
      throw new IllegalArgumentException(
          "JSON has no " + value.getClass().getName() + "; use strings, numbers, lists and maps");
    }
  }

  /** An array of strings as JSON text. */
  public static String array(List<String> values) {
    Json json = new Json();
    try {
      value(json.json, values);
    } catch (IOException e) {
      throw new UncheckedIOException("a string took no more text", e);
    }
    return json.text.toString();
  }

  /** Reads an object. */
  public static JsonObject parseObject(String text) {
    return com.google.gson.JsonParser.parseString(text).getAsJsonObject();
  }
}
