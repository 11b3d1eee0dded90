package dev.mob.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An author's signature of one archive, in a file of its own beside it: {@code
 * hello-1.0.0.jar.sig}. Four lines of text:
 *
 * <pre>
 * mob-signature: 1
 * key: BASE64 of the Ed25519 public key
 * sha512: HEX of the archive's SHA-512
 * signature: BASE64 of the Ed25519 signature
 * </pre>
 *
 * <p>What is signed is the text {@code mob extension archive 1}, a line feed, and the hexadecimal
 * sum: a signature that the same key made for anything else says nothing here. Immutable.
 *
 * @param key by whom
 * @param checksum of what
 */
public record DetachedSignature(PublicKey key, Checksum checksum, String signature) {

  /** What is appended to an archive's name. */
  public static final String SUFFIX = ".sig";

  private static final int LONGEST = 4096;
  private static final String HEAD = "mob-signature";

  /** Signs a file. */
  public static DetachedSignature of(Path file, SigningKey key) throws IOException {
    Checksum checksum = Checksum.of(file);
    return new DetachedSignature(
        key.publicKey(), checksum, Base64.getEncoder().encodeToString(key.sign(message(checksum))));
  }

  /** The file in which an archive's signature is. */
  public static Path fileFor(Path archive) {
    return archive.resolveSibling(archive.getFileName() + SUFFIX);
  }

  /**
   * The signature beside an archive; empty when there is none.
   *
   * @throws IOException when there is a file, and it is no signature
   */
  public static Optional<DetachedSignature> beside(Path archive) throws IOException {
    Path file = fileFor(archive);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is too long for a signature");
    }
    return Optional.of(parse(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString()));
  }

  /**
   * Reads the text of a signature file.
   *
   * @param origin its name, for the message
   * @throws IOException when it is none
   */
  public static DetachedSignature parse(String text, String origin) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.split("\\R")) {
      int colon = line.indexOf(':');
      if (colon < 0
          || lines.put(line.substring(0, colon), line.substring(colon + 1).trim()) != null) {
        throw new IOException(origin + " is no signature of 'mob extension sign'");
      }
    }
    if (!"1".equals(lines.get(HEAD))) {
      throw new IOException(
          origin + " is no signature of 'mob extension sign', or one of a later version");
    }
    try {
      String signature = lines.get("signature");
      Base64.getDecoder().decode(signature);
      return new DetachedSignature(
          PublicKey.of(lines.get("key")), new Checksum(lines.get("sha512")), signature);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException(origin + " is a damaged signature: " + e.getMessage(), e);
    }
  }

  /** The text of a signature file. */
  public String text() {
    return HEAD
        + ": 1\nkey: "
        + key.base64()
        + "\nsha512: "
        + checksum.hex()
        + "\nsignature: "
        + signature
        + "\n";
  }

  /** Whether the key made this signature, of whatever file the sum is. */
  public boolean isAuthentic() {
    return key.verifies(message(checksum), Base64.getDecoder().decode(signature));
  }

  private static byte[] message(Checksum checksum) {
    return ("mob extension archive 1\n" + checksum.hex()).getBytes(StandardCharsets.US_ASCII);
  }
}
