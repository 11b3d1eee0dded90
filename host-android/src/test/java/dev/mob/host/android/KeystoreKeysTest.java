package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import dev.mob.host.android.storage.KeystoreKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Security;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.annotation.Config;

/** Seals with keys that stay in the Android Keystore. */
@RunWith(PhoneRunner.class)
@Config(sdk = {26, 35})
public final class KeystoreKeysTest {
  private static final byte[] PLAIN = "ein Geheimnis \uD83D\uDD11".getBytes(StandardCharsets.UTF_8);

  private final PhoneKeystore keystore = new PhoneKeystore();

  @Before
  public void insert() {
    Security.addProvider(keystore);
  }

  @After
  public void remove() {
    Security.removeProvider(PhoneKeystore.NAME);
  }

  @Test
  public void what_was_sealed_opens_again_also_after_the_app_was_started_again() throws Exception {
    byte[] sealed = new KeystoreKeys().seal("state", PLAIN);
    assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("Geheimnis");
    assertThat(new KeystoreKeys().open("state", sealed)).isEqualTo(PLAIN);
  }

  @Test
  public void the_same_is_sealed_differently_each_time() throws Exception {
    KeystoreKeys keys = new KeystoreKeys();
    assertThat(keys.seal("state", PLAIN)).isNotEqualTo(keys.seal("state", PLAIN));
  }

  @Test
  public void the_key_is_for_this_alone_and_of_full_length() throws Exception {
    new KeystoreKeys().seal("state", PLAIN);
    KeyGenParameterSpec made = keystore.specification("dev.mob.state");
    assertThat(made.getKeySize()).isEqualTo(256);
    assertThat(made.getPurposes())
        .isEqualTo(KeyProperties.PURPOSE_ENCRYPT | KeyProperties.PURPOSE_DECRYPT);
    assertThat(made.getBlockModes()).containsExactly("GCM");
    assertThat(made.isRandomizedEncryptionRequired()).isTrue();
    // State is written in the background, while the device is locked too.
    assertThat(made.isUserAuthenticationRequired()).isFalse();
  }

  @Test
  public void what_was_changed_or_sealed_by_another_key_does_not_open() throws Exception {
    KeystoreKeys keys = new KeystoreKeys();
    byte[] sealed = keys.seal("state", PLAIN);
    keys.seal("other", PLAIN);
    assertThatThrownBy(() -> keys.open("other", sealed))
        .isInstanceOf(GeneralSecurityException.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> keys.open("state", sealed))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> keys.open("state", new byte[3]))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  public void a_key_that_stayed_on_another_device_is_named() throws Exception {
    KeystoreKeys keys = new KeystoreKeys();
    byte[] sealed = keys.seal("state", PLAIN);
    keystore.forgetKeys();
    assertThatThrownBy(() -> keys.open("state", sealed))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("no key state")
        .hasMessageContaining("another device");
  }
}
