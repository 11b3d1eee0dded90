package dev.mob.notify.sender.apns;

import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;

/** How a provider proves to APNs who it is. */
public sealed interface ApnsCredentials {

  /**
   * A team's signing key, good for all its apps in both environments (Apple, "Establishing a
   * token-based connection to APNs").
   */
  record SigningKey(ApnsSigningKey key) implements ApnsCredentials {
    public SigningKey {
      Objects.requireNonNull(key, "key");
    }
  }

  /** An app's client certificate with its key. */
  record Certificate(X509Certificate certificate, PrivateKey key) implements ApnsCredentials {
    public Certificate {
      Objects.requireNonNull(certificate, "certificate");
      Objects.requireNonNull(key, "key");
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Certificate[" + certificate.getSubjectX500Principal() + "]";
    }
  }

  /**
   * Reads a signing key as Apple hands it out.
   *
   * @param p8 the {@code .p8} file
   * @param teamId the ten characters of the team
   * @param keyId the ten characters of the key
   * @throws IllegalArgumentException when it is not such a key
   */
  static ApnsCredentials signingKey(Path p8, String teamId, String keyId) {
    readable(p8);
    try {
      return new SigningKey(ApnsSigningKey.loadFromPkcs8File(p8.toFile(), teamId, keyId));
    } catch (IOException | InvalidKeyException | NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(
          p8 + " is not a signing key as Apple hands it out (.p8, PKCS #8 in PEM): " + e, e);
    }
  }

  /**
   * Reads a certificate with its key.
   *
   * @param p12 the PKCS #12 file, with exactly one private key
   * @throws IllegalArgumentException when it is not such a file or the password is wrong
   */
  static ApnsCredentials certificate(Path p12, char[] password) {
    readable(p12);
    try {
      KeyStore store = KeyStore.getInstance(p12.toFile(), password);
      for (var aliases = store.aliases(); aliases.hasMoreElements(); ) {
        String alias = aliases.nextElement();
        if (store.isKeyEntry(alias)) {
          return new Certificate(
              (X509Certificate) store.getCertificate(alias),
              (PrivateKey) store.getKey(alias, password));
        }
      }
      throw new IllegalArgumentException(p12 + " has no private key");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          p12 + " cannot be read as PKCS #12 with this password: " + e, e);
    }
  }

  private static void readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          file + (Files.exists(file) ? " may not be read by this user" : " does not exist"));
    }
  }
}
