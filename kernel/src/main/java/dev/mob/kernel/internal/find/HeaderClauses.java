package dev.mob.kernel.internal.find;

import java.util.ArrayList;
import java.util.List;

/** Reads a manifest header such as {@code Export-Package} (OSGi Core 8, section 3.2.4). */
public final class HeaderClauses {
  private HeaderClauses() {}

  /** The names (packages) in a header, without attributes and directives. */
  public static List<String> names(String header) {
    List<String> names = new ArrayList<>();
    if (header == null) {
      return names;
    }
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= header.length(); i++) {
      char c = i == header.length() ? ',' : header.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (i == header.length() || (!quoted && (c == ',' || c == ';'))) {
        String part = header.substring(start, i).trim();
        start = i + 1;
        if (!part.isEmpty() && part.indexOf('=') < 0) {
          names.add(part);
        }
      }
    }
    return names;
  }
}
