package dev.mob.benchmarks.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A self-signed certificate for 127.0.0.1, made by keytool on first use. */
record Certificate(X509Certificate certificate, PrivateKey key) {
  private static final String PASSWORD = "changeit";

  static Certificate in(Path folder) throws IOException, GeneralSecurityException {
    Path file = folder.resolve("apns.p12");
    if (!Files.exists(file)) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-alias",
                  "key",
                  "-dname",
                  "CN=apns",
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      String output = new String(keytool.getInputStream().readAllBytes());
      if (!Files.exists(file)) {
        throw new IOException("keytool made no certificate: " + output);
      }
    }
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    return new Certificate(
        (X509Certificate) store.getCertificate("key"),
        (PrivateKey) store.getKey("key", PASSWORD.toCharArray()));
  }
}
