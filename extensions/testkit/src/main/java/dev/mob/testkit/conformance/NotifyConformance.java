package dev.mob.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mob.notify.Action;
import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.notify.platform.Wording;
import dev.mob.testkit.conformance.HeardPushes.Came;
import dev.mob.testkit.conformance.HeardPushes.Tapped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What a host's {@link PushPlatform} has to do. A test class implements it over the real platform,
 * or over what stands for the operating system, and inherits the tests. Each test gets a platform
 * that was just made, on a device where nothing is shown or planned and the app is in front.
 */
public interface NotifyConformance {

  PushPlatform push();

  /** The push service's word that tokens of this platform have. */
  String pushService();

  /** The push service hands the device a message with these data and nothing to show. */
  void receive(String id, Map<String, String> data);

  /** Whether an app can be elsewhere than in front on this platform; a JVM's cannot. */
  boolean hasBackground();

  /** The user leaves the app; it runs on. Called where {@link #hasBackground}. */
  void toBackground();

  /** The ids of what the notification centre shows, by its own account. */
  List<String> shown();

  /**
   * The user taps what is shown under that id. Called where {@link #hasBackground}.
   *
   * @param action the id of a button; {@code null} for the notification itself
   * @param text what the user types; {@code null} for nothing
   */
  void tap(String id, String action, String text);

  /** The reasons for which registering can be made to fail here. */
  Set<RegistrationFailure.Reason> failures();

  /** Makes registering fail for that reason from now on. */
  void failRegistration(RegistrationFailure.Reason reason);

  /** Lets the platform do what it does until this is so, or for a minute of the phone's time. */
  void until(BooleanSupplier condition);

  /** Lets the platform do what it does for a while in which what is due now would come. */
  void forAWhile();

  private static Alert alert(String id) {
    return new Alert(
        id,
        Wording.plain("Title of " + id),
        Wording.plain("Body"),
        Map.of("k", "v of " + id),
        List.of(Action.button("open", "Open"), Action.reply("reply", "Reply")),
        Alert.Look.in(Channel.STANDARD));
  }

  private Planned soon(String id) {
    return new Planned(alert(id), new Planned.At(push().now() + 50));
  }

  // ---- the address

  @Test
  default void registering_brings_a_token_and_registering_again_the_same() {
    HeardPushes heard = HeardPushes.by(push());
    push().register();
    until(() -> heard.tokens().size() == 1);
    assertThat(heard.tokens()).hasSize(1);
    assertThat(heard.tokens().get(0).platform()).isEqualTo(pushService());
    push().register();
    until(() -> heard.tokens().size() == 2);
    assertThat(heard.tokens()).hasSize(2);
    assertThat(heard.tokens().get(1)).isEqualTo(heard.tokens().get(0));
  }

  @Test
  default void each_failure_to_register_is_told_with_its_own_reason_and_what_the_platform_says() {
    for (RegistrationFailure.Reason reason : failures()) {
      HeardPushes heard = HeardPushes.by(push());
      failRegistration(reason);
      push().register();
      until(() -> !heard.failures().isEmpty());
      assertThat(heard.failures()).extracting(RegistrationFailure::reason).containsOnly(reason);
      assertThat(heard.failures().get(0).detail()).isNotEmpty();
      assertThat(heard.tokens()).isEmpty();
    }
  }

  @Test
  default void a_question_for_permission_is_answered_each_time() {
    HeardPushes heard = HeardPushes.by(push());
    push().requestPermission();
    until(() -> heard.permissions().size() == 1);
    push().requestPermission();
    until(() -> heard.permissions().size() == 2);
    assertThat(heard.permissions()).hasSize(2);
    assertThat(heard.permissions().get(0)).isEqualTo(heard.permissions().get(1));
    assertThat(push().alertPermission()).isEqualTo(heard.permissions().get(1));
  }

  // ---- what comes

  @Test
  default void a_message_comes_with_its_id_and_its_data_and_with_time_to_handle_it() {
    HeardPushes heard = registered();
    receive("m1", Map.of("mob_id", "m1", "g", "7"));
    until(() -> heard.came().size() == 1);
    assertThat(heard.came()).hasSize(1);
    Came came = heard.came().get(0);
    assertThat(came.arrival().origin()).isEqualTo(Arrival.Origin.PUSH);
    assertThat(came.arrival().id()).isNotEmpty();
    assertThat(came.arrival().data()).containsEntry("mob_id", "m1").containsEntry("g", "7");
    assertThat(came.shown()).isFalse();
    assertThat(came.inFront()).isTrue();
    assertThat(came.length()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  @Test
  default void messages_come_in_order() {
    HeardPushes heard = registered();
    for (int i = 0; i < 20; i++) {
      receive("m" + i, Map.of("mob_id", "m" + i));
    }
    until(() -> heard.came().size() == 20);
    assertThat(heard.came()).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(heard.came().get(i).arrival().data()).containsEntry("mob_id", "m" + i);
    }
  }

  @Test
  default void who_listens_last_is_told_and_no_other() {
    HeardPushes first = registered();
    HeardPushes second = HeardPushes.by(push());
    receive("m1", Map.of("mob_id", "m1"));
    until(() -> !second.came().isEmpty());
    assertThat(second.came()).hasSize(1);
    assertThat(first.came()).isEmpty();
  }

  @Test
  default void in_the_background_a_message_comes_and_says_so() {
    assumeTrue(hasBackground(), "this platform's apps are always in front");
    HeardPushes heard = registered();
    toBackground();
    receive("m1", Map.of("mob_id", "m1", "mob_silent", "1"));
    until(() -> !heard.came().isEmpty());
    assertThat(heard.came()).hasSize(1);
    assertThat(heard.came().get(0).inFront()).isFalse();
  }

  private HeardPushes registered() {
    HeardPushes heard = HeardPushes.by(push());
    push().register();
    until(() -> !heard.tokens().isEmpty());
    assertThat(heard.tokens()).as("a token").isNotEmpty();
    return heard;
  }

  // ---- what is shown

  @Test
  default void what_is_shown_is_there_until_it_is_dismissed_and_has_one_place_for_each_id() {
    HeardPushes.by(push()).allowed(this::until);
    push().show(alert("a"));
    push().show(alert("b"));
    push().show(alert("a"));
    until(() -> shown().size() == 2);
    assertThat(shown()).containsExactlyInAnyOrder("a", "b");
    push().dismiss(List.of("a", "unknown"));
    until(() -> shown().size() == 1);
    assertThat(shown()).containsExactly("b");
  }

  @Test
  default void a_tap_brings_back_the_data_the_button_and_what_was_typed() {
    assumeTrue(hasBackground(), "this platform's apps are always in front");
    HeardPushes heard = HeardPushes.by(push()).allowed(this::until);
    push().declare(List.of(), List.of(new Category("c", List.of(Action.button("x", "X")))));
    push().show(alert("a"));
    push().show(alert("b"));
    until(() -> shown().size() == 2);
    toBackground();
    tap("a", null, null);
    tap("b", "reply", "typed");
    until(() -> heard.taps().size() == 2);
    assertThat(heard.taps()).hasSize(2);
    Tapped plain = heard.taps().get(0);
    assertThat(plain.arrival().id()).isEqualTo("a");
    assertThat(plain.arrival().data()).containsEntry("k", "v of a");
    assertThat(plain.action()).isNull();
    Tapped typed = heard.taps().get(1);
    assertThat(typed.arrival().data()).containsEntry("k", "v of b");
    assertThat(typed.action()).isEqualTo("reply");
    assertThat(typed.text()).isEqualTo("typed");
  }

  @Test
  default void channels_categories_and_a_badge_are_taken() {
    push()
        .declare(
            List.of(new Channel("news", "News", Channel.Importance.LOW)),
            List.of(new Category("c", List.of(Action.button("x", "X")))));
    push().badge(3);
    push().badge(0);
  }

  // ---- what is planned

  @Test
  default void what_is_due_in_front_comes_to_the_app_once_and_is_planned_no_longer() {
    HeardPushes heard = HeardPushes.by(push()).allowed(this::until);
    Planned planned = soon("tea");
    push().plan(List.of(planned));
    assertThat(push().planned()).containsExactly("tea");
    until(() -> !heard.came().isEmpty());
    forAWhile();
    assertThat(heard.came()).hasSize(1);
    Arrival arrival = heard.came().get(0).arrival();
    assertThat(arrival.origin()).isEqualTo(Arrival.Origin.LOCAL);
    assertThat(arrival.id()).isEqualTo("tea");
    assertThat(arrival.shownAt()).isEqualTo(((Planned.At) planned.when()).millis());
    assertThat(arrival.title()).isEqualTo("Title of tea");
    assertThat(arrival.data()).containsEntry("k", "v of tea");
    assertThat(heard.came().get(0).inFront()).isTrue();
    assertThat(push().planned()).isEmpty();
    assertThat(shown()).isEmpty();
  }

  @Test
  default void what_is_due_in_the_background_is_shown_and_its_tap_tells_when_it_was() {
    assumeTrue(hasBackground(), "this platform's apps are always in front");
    HeardPushes heard = HeardPushes.by(push()).allowed(this::until);
    toBackground();
    Planned planned = soon("tea");
    push().plan(List.of(planned));
    until(() -> shown().contains("tea"));
    assertThat(shown()).containsExactly("tea");
    assertThat(heard.came()).isEmpty();
    tap("tea", null, null);
    until(() -> !heard.taps().isEmpty());
    assertThat(heard.taps()).hasSize(1);
    Arrival arrival = heard.taps().get(0).arrival();
    assertThat(arrival.origin()).isEqualTo(Arrival.Origin.LOCAL);
    assertThat(arrival.id()).isEqualTo("tea");
    assertThat(arrival.shownAt()).isPositive();
    assertThat(arrival.data()).containsEntry("k", "v of tea");
  }

  @Test
  default void what_has_passed_is_due_at_once() {
    HeardPushes heard = HeardPushes.by(push()).allowed(this::until);
    push().plan(List.of(new Planned(alert("late"), new Planned.At(push().now() - 60_000))));
    until(() -> !heard.came().isEmpty());
    assertThat(heard.came()).hasSize(1);
  }

  @Test
  default void what_a_later_plan_leaves_out_does_not_come() {
    HeardPushes heard = HeardPushes.by(push()).allowed(this::until);
    push().plan(List.of(new Planned(alert("dropped"), new Planned.At(push().now() + 300))));
    push().plan(List.of());
    assertThat(push().planned()).isEmpty();
    forAWhile();
    assertThat(heard.came()).isEmpty();
    assertThat(shown()).isEmpty();
  }

  @Test
  default void what_repeats_stays_planned_after_it_was_due() {
    HeardPushes heard = HeardPushes.by(push()).allowed(this::until);
    LocalTime next =
        Instant.ofEpochMilli(push().now())
            .atZone(push().zone())
            .toLocalTime()
            .plusNanos(300_000_000);
    push().plan(List.of(new Planned(alert("daily"), new Planned.Daily(next))));
    until(() -> !heard.came().isEmpty());
    assertThat(heard.came()).hasSize(1);
    assertThat(push().planned()).containsExactly("daily");
  }

  @Test
  default void many_can_be_planned_and_the_soonest_are_kept() {
    List<Planned> many = new java.util.ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(new Planned(alert("n" + i), new Planned.At(push().now() + (i + 1) * 3_600_000L)));
    }
    push().plan(many);
    List<String> planned = push().planned();
    assertThat(planned.size()).isGreaterThanOrEqualTo(60);
    for (int i = 0; i < planned.size(); i++) {
      assertThat(planned).contains("n" + i);
    }
    push().plan(List.of());
    assertThat(push().planned()).isEmpty();
  }

  @Test
  default void the_clock_shows_a_time_of_this_century() {
    assertThat(Duration.ofMillis(push().now())).isGreaterThan(Duration.ofDays(50 * 365));
  }
}
