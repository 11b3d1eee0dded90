package dev.mob.notify.sender.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class MessageEncryptionTest {
  private static final String USER_AGENT_KEY =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

  private static byte[] decode(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  /** RFC 8291, appendix A. */
  @Test
  void theExampleOfTheRfcComesOutByteForByte() throws Exception {
    KeyPair own =
        new KeyPair(
            P256.publicKey(
                decode(
                    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
                        + "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
            P256.privateKey(decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));

    byte[] body =
        new MessageEncryption()
            .encrypt(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8),
                decode(USER_AGENT_KEY),
                decode("BTBZMqHH6r4Tts7J_aSIgg"),
                own,
                decode("DGv6ra1nlYgDCS1FRnbzlw"));

    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
        .isEqualTo(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
  }

  @Test
  void aKeyThatIsNoPointOfTheCurveIsRefused() {
    byte[] key = decode(USER_AGENT_KEY);
    key[40] ^= 1;

    assertThatThrownBy(() -> P256.publicKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a point of P-256");
    assertThatThrownBy(() -> P256.publicKey(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65 bytes, not 33");
  }
}
