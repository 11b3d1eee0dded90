package dev.mob.host.ios.phone;

import static dev.mob.host.ios.phone.Iphone.count;
import static dev.mob.host.ios.phone.Iphone.eventually;
import static dev.mob.host.ios.phone.Iphone.is;
import static dev.mob.host.ios.phone.Iphone.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform.Demand;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Apple's sequences of notifications ("Handling audio interruptions", "Responding to audio route
 * changes", "mediaServicesWereResetNotification", "AVAudioEngineConfigurationChange"), replayed
 * while a lease is held.
 */
final class InterruptionsOnPhone {
  private static final int OTHER_AUDIO = 0;
  private static final int APP_WAS_SUSPENDED = 1;
  private static final int OLD_DEVICE_UNAVAILABLE = 2;
  private static final int CATEGORY_CHANGE = 3;

  private final TestedPhone tested = new TestedPhone();

  @BeforeEach
  void hold() {
    tested.keepAlive.hold(new Demand(Set.of(KeepAliveType.AUDIO), "drawing"));
  }

  @AfterEach
  void close() {
    tested.close();
  }

  private void heard(String... events) {
    eventually(() -> assertThat(tested.heard.events).containsExactly(events));
  }

  private void keepsAwake() {
    eventually(() -> assertThat(is("audio.sounds")).isTrue());
  }

  @Test
  void a_call_that_is_taken_and_ends() {
    phone("audio.begins", OTHER_AUDIO, true);
    heard("interrupted");
    assertThat(is("audio.sounds")).isFalse();
    phone("audio.ends", true);
    heard("interrupted", "resumed");
    keepsAwake();
  }

  @Test
  void a_call_during_which_a_person_looks_at_the_app() {
    phone("audio.begins", OTHER_AUDIO, true);
    heard("interrupted");
    tested.keepAlive.check();
    assertThat(is("audio.sounds")).isFalse();
    phone("audio.ends", true);
    heard("interrupted", "resumed");
  }

  @Test
  void siri_that_listens_and_goes_without_the_word_to_resume() {
    phone("audio.begins", OTHER_AUDIO, false);
    heard("interrupted");
    phone("audio.ends", false);
    heard("interrupted", "resumed");
    keepsAwake();
  }

  @Test
  void an_interruption_whose_end_is_never_told() {
    phone("audio.begins", OTHER_AUDIO, true);
    heard("interrupted");
    phone("audio.callEnds");
    assertThat(is("audio.sounds")).isFalse();
    // The person comes back to the app.
    tested.keepAlive.check();
    heard("interrupted", "resumed");
    keepsAwake();
  }

  @Test
  void an_interruption_that_is_told_late_because_the_app_was_suspended() {
    phone("audio.begins", APP_WAS_SUSPENDED, false);
    keepsAwake();
    assertThat(tested.heard.events).isEmpty();
  }

  @Test
  void another_app_that_records_and_stops() {
    phone("audio.begins", OTHER_AUDIO, false);
    phone("audio.route", CATEGORY_CHANGE);
    heard("interrupted");
    phone("audio.ends", true);
    phone("audio.route", CATEGORY_CHANGE);
    heard("interrupted", "resumed");
    keepsAwake();
  }

  @Test
  void headphones_that_are_pulled_out() {
    phone("audio.route", OLD_DEVICE_UNAVAILABLE);
    phone("audio.configuration");
    eventually(() -> assertThat(tested.session.isLooping()).isTrue());
    keepsAwake();
    assertThat(count("audio.engines")).isEqualTo(1);
    assertThat(tested.heard.events).isEmpty();
  }

  @Test
  void headphones_whose_loss_is_told_after_the_engine_has_stopped() {
    phone("audio.configuration");
    phone("audio.route", OLD_DEVICE_UNAVAILABLE);
    keepsAwake();
    assertThat(count("audio.engines")).isEqualTo(1);
  }

  @Test
  void media_services_that_are_lost_and_reset() {
    phone("audio.lost");
    heard("interrupted");
    phone("audio.reset");
    heard("interrupted", "resumed");
    keepsAwake();
    assertThat(tested.session.category()).isEqualTo("AVAudioSessionCategoryPlayback");
    assertThat(count("audio.engines")).isEqualTo(1);
  }

  @Test
  void media_services_that_are_reset_without_a_word_before() {
    phone("audio.reset");
    keepsAwake();
    assertThat(count("audio.engines")).isEqualTo(1);
  }

  @Test
  void a_reset_in_the_middle_of_a_call() {
    phone("audio.begins", OTHER_AUDIO, true);
    heard("interrupted");
    phone("audio.reset");
    phone("audio.ends", true);
    heard("interrupted", "resumed");
    keepsAwake();
  }

  @Test
  void two_interruptions_in_a_row_are_one_to_the_lease() {
    phone("audio.begins", OTHER_AUDIO, true);
    phone("audio.begins", OTHER_AUDIO, true);
    heard("interrupted");
    phone("audio.ends", false);
    phone("audio.ends", true);
    heard("interrupted", "resumed");
    keepsAwake();
  }

  @Test
  void a_release_during_an_interruption_is_final() {
    phone("audio.begins", OTHER_AUDIO, true);
    heard("interrupted");
    tested.keepAlive.release();
    phone("audio.ends", true);
    assertThat(is("audio.sounds")).isFalse();
    assertThat(count("audio.engines")).isZero();
    assertThat(tested.heard.events).containsExactly("interrupted");
  }
}
