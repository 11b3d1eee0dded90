package dev.mob.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A setting that is not for eyes: a cookie, a password, a key. Its text leaves this object only
 * through {@link #reveal}; printing, logging and crash reports show asterisks.
 */
public final class Secret {
  private final String text;

  /** Wraps a text. */
  public Secret(String text) {
    if (text == null) {
      throw new NullPointerException("text");
    }
    this.text = text;
  }

  /** The text itself. Hand it to what needs it and keep no copy. */
  public String reveal() {
    return text;
  }

  /** Compares in a time that does not depend on where the texts differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8),
            ((Secret) other).text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for all secrets, so that a printed hash tells nothing. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  /** Asterisks, always as many. */
  @Override
  public String toString() {
    return "********";
  }
}
