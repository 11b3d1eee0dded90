package dev.mob.install;

import dev.mob.install.internal.Hex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The SHA-512 of a file.
 *
 * @param hex 128 lower-case hexadecimal digits
 */
public record Checksum(String hex) {

  /** Any case is taken. */
  public Checksum {
    hex = hex.trim().toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{128}")) {
      throw new IllegalArgumentException("a SHA-512 sum has 128 hexadecimal digits, not: " + hex);
    }
  }

  /** Of a file's bytes as they are now. */
  public static Checksum of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return new Checksum(Hex.of(digest.digest()));
  }

  /** The first 32 digits: enough to name a file by. */
  public String abbreviated() {
    return hex.substring(0, 32);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
