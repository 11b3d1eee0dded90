package dev.mob.packaging.archive;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The names of one archive's entries, each of which has to be a path that stays below the folder
 * that the archive is unpacked to, on every file system, and stands for one entry alone.
 */
final class EntryNames {
  private static final int LONGEST = 1024;

  private final String archive;
  private final Map<String, String> seen = new HashMap<>();

  EntryNames(String archive) {
    this.archive = archive;
  }

  /** Takes a name, or refuses the archive. */
  void add(String name) throws RefusedArchive {
    String problem = problemOf(name);
    if (problem != null) {
      throw new RefusedArchive(archive + ": the entry '" + shown(name) + "' " + problem);
    }
    String folded = (name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
    String other = seen.put(folded.toLowerCase(Locale.ROOT), name);
    if (other != null) {
      throw new RefusedArchive(
          archive
              + ": "
              + (other.equals(name)
                  ? "there are two entries '" + shown(name) + "'"
                  : "the entries '"
                      + shown(other)
                      + "' and '"
                      + shown(name)
                      + "' are one file where case does not count")
              + "; readers would see different ones");
    }
  }

  private static String problemOf(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return "has a name of " + name.length() + " characters; 1 to " + LONGEST + " are possible";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\\' || c == ':') {
        return "has a character in its name that a path cannot have everywhere";
      }
    }
    if (name.charAt(0) == '/') {
      return "is an absolute path";
    }
    for (String part : name.split("/")) {
      if (part.equals("..") || part.equals(".") || part.isEmpty()) {
        return "would leave the folder that it is unpacked to";
      }
    }
    return null;
  }

  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), 120); i++) {
      char c = name.charAt(i);
      shown.append(c < ' ' || c == 0x7f ? '?' : c);
    }
    return name.length() > 120 ? shown + "..." : shown.toString();
  }
}
