package dev.mob.declarations.ios;

import java.util.List;

/** Writes a property list of one dictionary. For one use. */
final class PropertyListText {
  private final StringBuilder out = new StringBuilder();

  PropertyListText() {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\"")
        .append(" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n")
        .append(
            "<!-- Made of mob.conf by 'mob host ios'; make it anew when mob.conf changes. -->\n")
        .append("<plist version=\"1.0\">\n<dict>\n");
  }

  /**
   * Adds a key.
   *
   * @param neededBy who needs it
   * @param value a {@code String}, a {@code Boolean} or a {@code List} of strings
   */
  PropertyListText put(String neededBy, String key, Object value) {
    out.append("  <!-- ").append(escaped(neededBy).replace("--", "- -")).append(" -->\n");
    out.append("  <key>").append(escaped(key)).append("</key>\n");
    if (value instanceof List<?> list) {
      out.append("  <array>\n");
      for (Object one : list) {
        out.append("  ");
        scalar(one);
      }
      out.append("  </array>\n");
    } else {
      scalar(value);
    }
    return this;
  }

  private void scalar(Object value) {
    if (value instanceof Boolean flag) {
      out.append("  <").append(flag).append("/>\n");
    } else {
      out.append("  <string>").append(escaped(String.valueOf(value))).append("</string>\n");
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return out + "</dict>\n</plist>\n";
  }
}
