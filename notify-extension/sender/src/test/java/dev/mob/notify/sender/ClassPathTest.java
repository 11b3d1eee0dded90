package dev.mob.notify.sender;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Firebase Admin would bring along and messaging never uses stays away. */
final class ClassPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.google.cloud.storage.Storage",
        "com.google.cloud.firestore.Firestore",
        "com.nimbusds.jose.JWSObject",
        "org.apache.http.client.HttpClient",
        "org.apache.hc.client5.http.classic.HttpClient",
        "org.apache.commons.codec.binary.Hex"
      })
  void isNotThere(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }
}
