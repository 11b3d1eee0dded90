package dev.mob.host.ios.internal.nearby;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** TXT records of services: strings of at most 255 bytes, each a name and a value (RFC 6763, 6). */
final class TextRecord {
  private static final int LONGEST = 255;

  private TextRecord() {}

  /**
   * The record of these attributes.
   *
   * @throws IllegalArgumentException when one does not fit into a string of the record
   */
  static byte[] of(Map<String, String> attributes) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    attributes.forEach(
        (name, value) -> {
          byte[] string = (name + "=" + value).getBytes(StandardCharsets.UTF_8);
          if (string.length > LONGEST) {
            throw new IllegalArgumentException(
                "the attribute " + name + " takes " + string.length + " bytes; 255 are the most");
          }
          record.write(string.length);
          record.write(string, 0, string.length);
        });
    // Without attributes a record is one empty string (6.1).
    return record.size() == 0 ? new byte[1] : record.toByteArray();
  }

  /**
   * The attributes of a record from the network, as far as it is one; the first of a name counts.
   */
  static Map<String, String> read(byte[] record) {
    Map<String, String> attributes = new HashMap<>();
    int at = 0;
    while (at < record.length) {
      int length = record[at] & 0xff;
      int end = Math.min(record.length, at + 1 + length);
      String string = new String(Arrays.copyOfRange(record, at + 1, end), StandardCharsets.UTF_8);
      int equals = string.indexOf('=');
      if (equals > 0) {
        attributes.putIfAbsent(string.substring(0, equals), string.substring(equals + 1));
      } else if (equals < 0 && !string.isEmpty()) {
        attributes.putIfAbsent(string, "");
      }
      at = end;
    }
    return attributes;
  }
}
