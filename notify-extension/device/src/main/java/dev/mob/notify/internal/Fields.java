package dev.mob.notify.internal;

import dev.mob.state.Codec;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Fields of what is kept: texts that may be missing, and maps of texts. */
final class Fields {
  private Fields() {}

  static void text(String value, DataOutput out) throws IOException {
    if (value == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(Codec.In in) throws IOException {
    int length = in.readInt();
    return length == -1 ? null : new String(in.bytes(length), StandardCharsets.UTF_8);
  }

  static void map(Map<String, String> values, DataOutput out) throws IOException {
    out.writeInt(values.size());
    for (Map.Entry<String, String> entry : values.entrySet()) {
      text(entry.getKey(), out);
      text(entry.getValue(), out);
    }
  }

  static Map<String, String> map(Codec.In in) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.put(text(in), text(in));
    }
    return values;
  }
}
