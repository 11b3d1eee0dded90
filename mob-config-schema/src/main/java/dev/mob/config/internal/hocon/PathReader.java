package dev.mob.config.internal.hocon;

import dev.mob.config.internal.hocon.Token.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the names of a key or of a substitution. */
final class PathReader {
  private PathReader() {}

  /** A key's or a substitution's names: dots separate, unless they are in quotes. */
  static List<Node.Name> read(Source source, List<Token> parts, Token whole) {
    if (parts.size() == 1) {
      Token only = parts.get(0);
      if (only.isKeyPart() && (only.kind() == Kind.STRING || only.text().indexOf('.') < 0)) {
        return Collections.singletonList(new Node.Name(only.start(), only.end(), only.text()));
      }
    }
    List<Node.Name> names = new ArrayList<>(2);
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    int start = -1;
    int end = -1;
    Token before = null;
    for (Token part : parts) {
      if (!part.isKeyPart()) {
        throw Mistake.at(part, "a path has names and dots only, not " + part.kind().words(), "");
      }
      if (before != null) {
        // Spaces between two parts belong to the name.
        name.append(source.text(), before.end(), part.start());
      }
      before = part;
      if (part.kind() == Kind.STRING) {
        start = start < 0 ? part.start() : start;
        end = part.end();
        name.append(part.text());
        quoted |= name.length() == 0;
        continue;
      }
      for (int i = 0; i < part.text().length(); i++) {
        int offset = part.start() + i;
        if (part.text().charAt(i) == '.') {
          names.add(name(name, quoted, start, end, whole));
          name.setLength(0);
          quoted = false;
          start = -1;
        } else {
          start = start < 0 ? offset : start;
          end = offset + 1;
          name.append(part.text().charAt(i));
        }
      }
    }
    names.add(name(name, quoted, start, end, whole));
    return names;
  }

  private static Node.Name name(
      StringBuilder name, boolean quoted, int start, int end, Token whole) {
    if (name.length() == 0 && !quoted) {
      throw Mistake.at(
          whole, "a path has a name before and after each dot", "put names with dots in quotes");
    }
    // A name of spaces alone, between two dots, has no visible character to point at.
    return start < 0
        ? new Node.Name(whole.start(), whole.end(), name.toString())
        : new Node.Name(start, end, name.toString());
  }
}
