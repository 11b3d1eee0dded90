package dev.mob.config.internal.schema;

/** The names that Mob gives out: of settings and of extensions. */
final class Names {
  private Names() {}

  /** Whether a text has lower-case letters, digits and hyphens only, a letter first. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean later = (c >= '0' && c <= '9') || c == '-';
      if (!letter && !(later && i > 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
