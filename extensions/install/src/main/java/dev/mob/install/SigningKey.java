package dev.mob.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An author's Ed25519 key pair. In a file it is PEM, PKCS #8 first (RFC 8410), so that OpenSSL
 * reads it too. Immutable; never prints its private half.
 */
public final class SigningKey {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private final PrivateKey secret;
  private final java.security.PublicKey open;

  private SigningKey(PrivateKey secret, java.security.PublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  /** A new pair, from the system's secure random numbers. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new SigningKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 15 and later have Ed25519", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when the file cannot be read or has no such pair
   */
  public static SigningKey read(Path file) throws IOException {
    byte[] secret = null;
    byte[] open = null;
    Matcher blocks = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    while (blocks.find()) {
      byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(2));
      if (blocks.group(1).equals(PRIVATE)) {
        secret = bytes;
      } else if (blocks.group(1).equals(PUBLIC)) {
        open = bytes;
      }
    }
    if (secret == null || open == null) {
      throw new IOException(
          file + " has no key pair in PEM; make one with: mob extension keygen " + file);
    }
    try {
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      SigningKey key =
          new SigningKey(
              factory.generatePrivate(new PKCS8EncodedKeySpec(secret)),
              factory.generatePublic(new X509EncodedKeySpec(open)));
      byte[] probe = {1};
      if (!key.publicKey().verifies(probe, key.sign(probe))) {
        throw new IOException(file + ": the private and the public key are not a pair");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " has no Ed25519 key pair: " + e.getMessage(), e);
    }
  }

  /**
   * Writes both halves to a new file that its owner alone may read.
   *
   * @throws IOException when the file is there already or cannot be written
   */
  public void write(Path file) throws IOException {
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      String text = pem(PRIVATE, secret.getEncoded()) + pem(PUBLIC, open.getEncoded());
      channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  /** The half that everybody may know. */
  public PublicKey publicKey() {
    return PublicKey.of(open);
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs", e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }

  @Override
  public String toString() {
    return "signing key " + publicKey().fingerprint();
  }
}
