package dev.mob.host.ios.phone;

import static dev.mob.host.ios.phone.Iphone.asked;
import static dev.mob.host.ios.phone.Iphone.count;
import static dev.mob.host.ios.phone.Iphone.eventually;
import static dev.mob.host.ios.phone.Iphone.is;
import static dev.mob.host.ios.phone.Iphone.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform.Demand;
import dev.mob.host.ios.internal.shim.ShimFailure;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The silent loop, beside what the app itself does with the audio session. */
final class KeepAliveOnPhone {
  private static final Demand AUDIO = new Demand(Set.of(KeepAliveType.AUDIO), "drawing");
  private static final int MIX = 1;

  private final TestedPhone tested = new TestedPhone();

  @AfterEach
  void close() {
    tested.close();
  }

  @Test
  void it_plays_silence_that_mixes_with_others() {
    tested.keepAlive.hold(AUDIO);
    assertThat(is("audio.sounds")).isTrue();
    assertThat(is("audio.silent")).isTrue();
    assertThat(asked("setCategory"))
        .containsExactly("setCategory AVAudioSessionCategoryPlayback 1");
    assertThat(count("audio.engines")).isEqualTo(1);
  }

  @Test
  void after_the_release_nothing_of_it_is_left() {
    tested.keepAlive.hold(AUDIO);
    tested.keepAlive.release();
    assertThat(is("audio.sounds")).isFalse();
    assertThat(is("audio.active")).isFalse();
    assertThat(count("audio.engines")).isZero();
    assertThat(tested.session.category()).isEqualTo("AVAudioSessionCategorySoloAmbient");
  }

  @Test
  void a_type_that_ios_has_nothing_for_is_refused_with_the_mend() {
    assertThatThrownBy(
            () ->
                tested.keepAlive.hold(
                    new Demand(Set.of(KeepAliveType.AUDIO, KeepAliveType.DATA_SYNC), "sync")))
        .isInstanceOfSatisfying(
            KeepAliveRefused.class,
            e -> {
              assertThat(e.reason()).isEqualTo(KeepAliveRefused.Reason.UNSUPPORTED);
              assertThat(e).hasMessageContaining("data-sync").hasMessageContaining("deferred work");
            });
    assertThat(is("audio.sounds")).isFalse();
  }

  @Test
  void the_apps_own_observer_hears_on_after_the_release() {
    phone("audio.appObserves");
    tested.keepAlive.hold(AUDIO);
    tested.keepAlive.release();
    phone("audio.begins", 0, false);
    assertThat(count("audio.appHeard")).isEqualTo(1);
    tested.keepAlive.hold(AUDIO);
    phone("audio.begins", 0, false);
    tested.keepAlive.release();
    phone("audio.ends", true);
    assertThat(count("audio.appHeard")).isEqualTo(3);
    phone("audio.appForgets");
  }

  @Test
  void our_observer_hears_nothing_after_the_release() {
    tested.keepAlive.hold(AUDIO);
    tested.keepAlive.release();
    phone("audio.begins", 0, false);
    phone("audio.ends", true);
    tested.keepAlive.hold(AUDIO);
    phone("audio.begins", 0, false);
    eventually(() -> assertThat(tested.heard.events).isNotEmpty());
    assertThat(tested.heard.events).containsExactly("interrupted");
  }

  @Test
  void an_app_that_records_keeps_its_category_and_its_recording() {
    phone("audio.appUses", "AVAudioSessionCategoryPlayAndRecord", 8);
    tested.keepAlive.hold(AUDIO);
    assertThat(is("audio.sounds")).isTrue();
    assertThat(tested.session.category()).isEqualTo("AVAudioSessionCategoryPlayAndRecord");
    assertThat(tested.session.categoryOptions()).isEqualTo(8);
    tested.keepAlive.release();
    assertThat(is("audio.appSounds")).isTrue();
    assertThat(tested.session.category()).isEqualTo("AVAudioSessionCategoryPlayAndRecord");
  }

  @Test
  void an_app_that_begins_to_record_while_the_lease_is_held_goes_on_after_it() {
    tested.keepAlive.hold(AUDIO);
    phone("audio.appUses", "AVAudioSessionCategoryPlayAndRecord", 0);
    phone("audio.route", 3);
    phone("audio.configuration");
    eventually(() -> assertThat(tested.session.isLooping()).isTrue());
    tested.keepAlive.release();
    assertThat(is("audio.appSounds")).isTrue();
    assertThat(tested.heard.events).isEmpty();
  }

  @Test
  void an_app_that_plays_by_our_category_goes_on_if_it_has_said_so() {
    tested.keepAlive.hold(AUDIO);
    phone("audio.announce", true);
    phone("audio.appUses", "AVAudioSessionCategoryPlayback", MIX);
    // The announcement comes on the thread for events; this is behind it.
    phone("audio.configuration");
    eventually(() -> assertThat(tested.session.isLooping()).isTrue());
    tested.keepAlive.release();
    assertThat(is("audio.appSounds")).isTrue();
    phone("audio.announce", false);
  }

  @Test
  void an_app_that_deactivates_the_session_at_the_end_of_its_sound_does_not_end_the_lease() {
    tested.keepAlive.hold(AUDIO);
    phone("audio.announce", true);
    phone("audio.appUses", "AVAudioSessionCategoryPlayAndRecord", 0);
    assertThatThrownBy(tested.session::deactivate)
        .isInstanceOfSatisfying(ShimFailure.class, e -> assertThat(e.code()).isEqualTo(560030580));
    assertThat(is("audio.sounds")).isFalse();
    phone("audio.announce", false);
    eventually(() -> assertThat(is("audio.sounds")).isTrue());
  }

  @Test
  void a_category_that_would_be_silent_in_the_background_is_mended_when_the_app_goes_there() {
    tested.keepAlive.hold(AUDIO);
    phone("audio.appUses", "AVAudioSessionCategoryAmbient", 0);
    phone("audio.appStops");
    assertThat(is("audio.sounds")).isFalse();
    tested.keepAlive.check();
    assertThat(is("audio.sounds")).isTrue();
  }

  @Test
  void a_lease_that_is_taken_during_a_call_begins_when_the_call_has_ended() {
    phone("audio.begins", 0, true);
    tested.keepAlive.hold(AUDIO);
    assertThat(is("audio.sounds")).isFalse();
    eventually(() -> assertThat(tested.heard.events).containsExactly("interrupted"));
    phone("audio.ends", true);
    eventually(() -> assertThat(is("audio.sounds")).isTrue());
    assertThat(tested.heard.events).containsExactly("interrupted", "resumed");
  }

  @Test
  void holding_a_thousand_times_leaves_one_engine_at_most() {
    for (int i = 0; i < 1000; i++) {
      tested.keepAlive.hold(AUDIO);
      tested.keepAlive.hold(AUDIO);
      tested.keepAlive.release();
    }
    assertThat(count("audio.engines")).isZero();
  }
}
