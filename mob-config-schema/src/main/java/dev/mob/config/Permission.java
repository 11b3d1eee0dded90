package dev.mob.config;

/**
 * What an extension declares that it will use. mob.conf grants it; the kernel hands out services
 * accordingly. This discloses what an extension is for; it is no sandbox.
 */
public enum Permission {
  /** Opens connections or listens. */
  NETWORK("network"),
  /** Receives or sends push messages. */
  PUSH("push"),
  /** Works while the app is not in the foreground. */
  BACKGROUND("background"),
  /** Keeps state that outlives a run. */
  STORAGE("storage"),
  /** Makes functions callable from other nodes. */
  EXPOSE("expose");

  private final String word;

  Permission(String word) {
    this.word = word;
  }

  /** As written in descriptors and in mob.conf. */
  public String word() {
    return word;
  }

  /**
   * The permission of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Permission of(String word) {
    for (Permission permission : values()) {
      if (permission.word.equals(word)) {
        return permission;
      }
    }
    throw new IllegalArgumentException("no permission is called '" + word + "'");
  }
}
