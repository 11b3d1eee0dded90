package dev.mob.notify.sender.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates for 127.0.0.1 and localhost, made by the JDK's own keytool. */
public final class TestCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path file;
  private final KeyStore store;

  private TestCertificates(Path file, KeyStore store) {
    this.file = file;
    this.store = store;
  }

  /** Made once for a build and kept beside its classes: keytool is a JVM of its own. */
  public static synchronized TestCertificates of(String commonName) {
    Path folder = Path.of("target", "test-certificates");
    Path file = folder.resolve(commonName + ".p12");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                "key",
                "-dname",
                "CN=" + commonName,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
      }
      return new TestCertificates(file, KeyStore.getInstance(file.toFile(), PASSWORD));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public Path file() {
    return file;
  }

  public char[] password() {
    return PASSWORD.clone();
  }

  public X509Certificate certificate() {
    try {
      return (X509Certificate) store.getCertificate("key");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public PrivateKey key() {
    try {
      return (PrivateKey) store.getKey("key", PASSWORD);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A context that trusts this certificate alone. */
  public SSLContext trusting() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("it", certificate());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
