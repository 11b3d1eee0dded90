package dev.mob.install;

import dev.mob.config.Permission;
import dev.mob.config.Version;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What was known when an archive was installed.
 *
 * @param id the extension
 * @param version its version
 * @param checksum of the archive
 * @param signer whose signature it had; empty when it was let pass without
 * @param permissions what it declared
 * @param origin where it came from, for people: a URL or a file
 * @param at when it was installed
 * @param previous the one that it replaced and can be rolled back to
 */
public record Receipt(
    String id,
    Version version,
    Checksum checksum,
    Optional<PublicKey> signer,
    Set<Permission> permissions,
    String origin,
    Instant at,
    Optional<Checksum> previous) {

  /** Lines of {@code name=value}. */
  public String text() {
    Properties lines = new Properties();
    lines.setProperty("id", id);
    lines.setProperty("version", version.toString());
    lines.setProperty("sha512", checksum.hex());
    signer.ifPresent(key -> lines.setProperty("key", key.base64()));
    StringBuilder words = new StringBuilder();
    permissions.forEach(each -> words.append(each.word()).append(' '));
    lines.setProperty("permissions", words.toString().trim());
    lines.setProperty("origin", origin);
    lines.setProperty("at", at.toString());
    previous.ifPresent(sum -> lines.setProperty("previous", sum.hex()));
    StringWriter text = new StringWriter();
    try {
      lines.store(text, null);
    } catch (IOException e) {
      throw new IllegalStateException("a writer to memory does not fail", e);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param origin its name, for the message
   * @throws IOException when it is damaged
   */
  public static Receipt parse(String text, String origin) throws IOException {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(text));
      Set<Permission> permissions = EnumSet.noneOf(Permission.class);
      for (String word : lines.getProperty("permissions").split(" ")) {
        if (!word.isEmpty()) {
          permissions.add(Permission.of(word));
        }
      }
      return new Receipt(
          lines.getProperty("id"),
          Version.parse(lines.getProperty("version")),
          new Checksum(lines.getProperty("sha512")),
          Optional.ofNullable(lines.getProperty("key")).map(PublicKey::of),
          Set.copyOf(permissions),
          lines.getProperty("origin"),
          Instant.parse(lines.getProperty("at")),
          Optional.ofNullable(lines.getProperty("previous")).map(Checksum::new));
    } catch (RuntimeException e) {
      throw new IOException(origin + " is damaged: " + e.getMessage(), e);
    }
  }
}
