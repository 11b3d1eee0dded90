package dev.mob.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.BackgroundExtension;
import dev.mob.extension.ExtensionContext;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.KeyService;
import dev.mob.state.StateFailure;
import dev.mob.state.StateOptions;
import dev.mob.state.StateStore;
import dev.mob.testkit.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An app's state, encrypted by the phone's keystore, through what happens to a phone. */
final class PhoneStateTest {
  private static final Key<String> SECRET = Key.of("secret", Codec.STRING);

  private StateStore store;

  private List<Part> parts() {
    return List.of(Part.described(new BackgroundExtension()), Part.of("app", this::activate));
  }

  private void activate(ExtensionContext context) {
    store =
        StateStore.of(
            context, StateOptions.STANDARD.encryptedBy(context.platform(KeyService.class)));
  }

  private Phone withSecret() {
    Phone phone = Phone.android(34, 7, this::parts);
    phone.open();
    store.namespace("a").put(SECRET, "of the sphinx");
    return phone;
  }

  private Path stateOf(Phone phone, String extension) {
    return phone.disk().files().stream()
        .filter(file -> file.getParent().endsWith(extension))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void encrypted_state_is_there_after_a_kill_and_a_reboot() {
    Phone phone = withSecret();
    phone.kill();
    phone.reboot();
    phone.open();
    assertThat(store.namespace("a").get(SECRET)).contains("of the sphinx");
  }

  @Test
  void on_another_phone_whose_keystore_has_no_key_the_app_starts_with_none_and_says_so() {
    Phone phone = withSecret();
    phone.kill();
    phone.keys().lose();
    phone.open();
    assertThat(phone.isRunning()).isTrue();
    assertThat(store.namespace("a").get(SECRET)).isEmpty();
    assertThat(store.setAside().orElseThrow().cause().kind()).isEqualTo(StateFailure.Kind.KEY_LOST);
  }

  @Test
  void damaged_state_is_set_aside_and_the_app_starts() {
    Phone phone = withSecret();
    phone.kill();
    phone.disk().damage(stateOf(phone, "app"));
    phone.open();
    assertThat(phone.isRunning()).isTrue();
    assertThat(store.setAside().orElseThrow().cause().kind()).isEqualTo(StateFailure.Kind.CORRUPT);
    assertThat(phone.disk().files()).contains(store.setAside().orElseThrow().movedTo());
  }
}
