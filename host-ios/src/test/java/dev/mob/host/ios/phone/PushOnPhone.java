package dev.mob.host.ios.phone;

import static dev.mob.host.ios.phone.Iphone.ACTIVE;
import static dev.mob.host.ios.phone.Iphone.BACKGROUND;
import static dev.mob.host.ios.phone.Iphone.count;
import static dev.mob.host.ios.phone.Iphone.eventually;
import static dev.mob.host.ios.phone.Iphone.fields;
import static dev.mob.host.ios.phone.Iphone.is;
import static dev.mob.host.ios.phone.Iphone.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.host.ios.internal.Phone;
import dev.mob.host.ios.internal.life.Wakefulness;
import dev.mob.host.ios.internal.push.SilentPushes;
import dev.mob.host.ios.internal.shim.Application;
import dev.mob.notify.Action;
import dev.mob.notify.Category;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.notify.platform.Wording;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notifications by APNs and UNUserNotificationCenter, through the shim. */
final class PushOnPhone {
  private static final int AUTHORIZED = 2;

  private final RecordingPush heard = new RecordingPush();
  private Phone phone;
  private PushPlatform push;

  @BeforeEach
  void start() {
    Iphone.restart();
    phone("notes.status", AUTHORIZED);
    phone = new Phone();
    phone.ready();
    push = phone.push();
    push.listen(heard);
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  private static Alert alert(String id, String title, List<Action> actions, Alert.Look look) {
    return new Alert(
        id, Wording.plain(title), Wording.plain("body"), Map.of("k", "v"), actions, look);
  }

  private static Alert alert(String id) {
    return alert(id, "title", List.of(), Alert.Look.PLAIN);
  }

  private Planned in(String id, Duration delay) {
    return new Planned(alert(id), new Planned.At(push.now() + delay.toMillis()));
  }

  private RecordingPush.Arrived arrival() {
    eventually(() -> assertThat(heard.arrived).isNotEmpty());
    return heard.arrived.remove(0);
  }

  @Test
  void permission_is_asked_for_once_and_answered_each_time() {
    phone("notes.status", 0);
    assertThat(push.alertPermission()).isEqualTo(PushPermission.NOT_ASKED);
    phone("notes.answers", false);
    push.requestPermission();
    eventually(() -> assertThat(heard.permissions).containsExactly(PushPermission.DENIED));
    phone("notes.answers", true);
    push.requestPermission();
    eventually(
        () ->
            assertThat(heard.permissions)
                .containsExactly(PushPermission.DENIED, PushPermission.DENIED));
  }

  @Test
  void a_token_comes_in_hexadecimal_with_its_environment_and_again_when_it_changes() {
    phone("app.token", "00ff10ab");
    push.register();
    eventually(() -> assertThat(heard.tokens).hasSize(1));
    assertThat(heard.tokens.get(0))
        .isEqualTo(new PushToken("apns", "00ff10ab", Map.of("environment", "production")));
    phone("app.token", "01");
    push.register();
    eventually(() -> assertThat(heard.tokens).hasSize(2));
    push.unregister();
    eventually(() -> assertThat(is("app.registered")).isFalse());
  }

  @Test
  void an_app_that_is_not_signed_for_push_learns_that() {
    phone("app.tokenFails", 3000);
    push.register();
    eventually(() -> assertThat(heard.failures).hasSize(1));
    assertThat(heard.failures.get(0).reason()).isEqualTo(RegistrationFailure.Reason.NO_ENTITLEMENT);
    assertThat(heard.failures.get(0).detail()).contains("aps-environment");
  }

  @Test
  void a_plan_takes_the_place_of_the_one_before_and_leaves_the_apps_own_alone() {
    phone("notes.appAdds", "own");
    push.plan(List.of(in("a", Duration.ofMinutes(1)), in("b", Duration.ofHours(1))));
    assertThat(push.planned()).containsExactlyInAnyOrder("a", "b");
    push.plan(List.of(in("b", Duration.ofHours(2)), in("c", Duration.ofHours(3))));
    assertThat(push.planned()).containsExactlyInAnyOrder("b", "c");
    assertThat(phone("notes.pending")).containsExactly("mob:b", "mob:c", "own");
    push.plan(List.of());
    assertThat(phone("notes.pending")).containsExactly("own");
  }

  @Test
  void of_a_hundred_the_soonest_sixty_four_are_given_to_the_system() {
    List<Planned> plan = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      plan.add(in("n" + i, Duration.ofMinutes(i + 1)));
    }
    push.plan(plan);
    assertThat(push.planned()).hasSize(64).contains("n0", "n63").doesNotContain("n64");
  }

  @Test
  void days_and_weeks_become_calendar_triggers_that_repeat() {
    push.plan(
        List.of(
            new Planned(alert("daily"), new Planned.Daily(LocalTime.of(7, 30))),
            new Planned(
                alert("weekly"), new Planned.Weekly(DayOfWeek.SUNDAY, LocalTime.of(9, 0, 5))),
            new Planned(
                alert("saturday"), new Planned.Weekly(DayOfWeek.SATURDAY, LocalTime.MIDNIGHT))));
    assertThat(fields("notes.content", "mob:daily"))
        .containsEntry("trigger", "calendar any 7:30:0 repeats 1");
    assertThat(fields("notes.content", "mob:weekly"))
        .containsEntry("trigger", "calendar 1 9:0:5 repeats 1");
    assertThat(fields("notes.content", "mob:saturday"))
        .containsEntry("trigger", "calendar 7 0:0:0 repeats 1");
  }

  @Test
  void what_is_shown_in_the_background_says_what_the_alert_says() {
    phone("app.becomes", BACKGROUND);
    Alert.Look look =
        new Alert.Look(null, null, "sub", "default", 3, null, "thread", "time-sensitive");
    push.show(alert("now", "Grüße \uD83D\uDC4B", List.of(), look));
    eventually(() -> assertThat(phone("notes.delivered")).containsExactly("mob:now"));
    assertThat(fields("notes.content", "mob:now"))
        .containsEntry("title", "Grüße \uD83D\uDC4B")
        .containsEntry("body", "body")
        .containsEntry("sound", "default")
        .containsEntry("level", "2");
    push.dismiss(List.of("now", "never shown"));
    assertThat(phone("notes.delivered")).isEmpty();
  }

  @Test
  void a_local_one_that_falls_due_in_front_is_given_and_not_shown() {
    push.plan(List.of(in("soon", Duration.ofMinutes(1))));
    assertThat(is("notes.deliver", "mob:soon")).isTrue();
    RecordingPush.Arrived arrived = arrival();
    assertThat(arrived.shown()).isFalse();
    assertThat(arrived.inFront()).isTrue();
    assertThat(arrived.arrival().origin()).isEqualTo(Arrival.Origin.LOCAL);
    assertThat(arrived.arrival().id()).isEqualTo("soon");
    assertThat(arrived.arrival().shownAt()).isPositive();
    assertThat(arrived.arrival().data()).isEqualTo(Map.of("k", "v"));
    arrived.window().finished(PushResult.NEW_DATA);
    eventually(() -> assertThat(phone("notes.presented")).containsExactly("0 main 1"));
    assertThat(count("notes.openHandlers")).isZero();
  }

  @Test
  void a_tap_brings_the_action_and_the_text_and_its_handler_is_called() {
    phone("app.becomes", BACKGROUND);
    Alert alert =
        alert(
            "ask",
            "title",
            List.of(Action.button("ok", "OK"), Action.reply("say", "Answer")),
            Alert.Look.PLAIN);
    push.show(alert);
    eventually(() -> assertThat(phone("notes.delivered")).containsExactly("mob:ask"));
    String category = fields("notes.content", "mob:ask").get("category");
    assertThat(phone("notes.categories")).containsExactly(category + " ok/OK/open say/Answer/text");
    phone("notes.tap", "mob:ask", "say", "ja \u2013 später");
    eventually(() -> assertThat(heard.tapped).hasSize(1));
    RecordingPush.Tapped tap = heard.tapped.get(0);
    assertThat(tap.arrival().id()).isEqualTo("ask");
    assertThat(tap.action()).isEqualTo("say");
    assertThat(tap.text()).isEqualTo("ja \u2013 später");
    eventually(() -> assertThat(count("notes.openHandlers")).isZero());
  }

  @Test
  void a_push_that_is_swiped_away_is_no_tap() {
    phone("app.becomes", BACKGROUND);
    push.show(alert("away"));
    eventually(() -> assertThat(phone("notes.delivered")).containsExactly("mob:away"));
    phone("notes.tap", "mob:away", "com.apple.UNNotificationDismissActionIdentifier");
    eventually(() -> assertThat(count("notes.openHandlers")).isZero());
    assertThat(heard.tapped).isEmpty();
  }

  @Test
  void the_tap_that_started_the_app_waits_for_whoever_listens() {
    phone.close();
    phone("notes.tapPush", "apns-id", "{\"aps\":{},\"mob_id\":\"m7\"}");
    phone = new Phone();
    RecordingPush later = new RecordingPush();
    phone.push().listen(later);
    eventually(() -> assertThat(later.tapped).hasSize(1));
    assertThat(later.tapped.get(0).arrival().origin()).isEqualTo(Arrival.Origin.PUSH);
    assertThat(later.tapped.get(0).arrival().data()).isEqualTo(Map.of("mob_id", "m7"));
    assertThat(later.tapped.get(0).action()).isNull();
    assertThat(heard.tapped).isEmpty();
  }

  @Test
  void declared_categories_take_the_place_of_ours_and_not_of_the_apps() {
    phone("notes.appAddsCategory", "own");
    push.declare(List.of(), List.of(new Category("invite", List.of(Action.button("y", "Yes")))));
    eventually(
        () -> assertThat(phone("notes.categories")).containsExactly("invite y/Yes/open", "own"));
    push.declare(List.of(), List.of(new Category("other", List.of())));
    eventually(() -> assertThat(phone("notes.categories")).containsExactly("other", "own"));
  }

  @Test
  void the_badge_is_the_icons() {
    push.badge(5);
    assertThat(count("notes.badge")).isEqualTo(5);
    push.badge(0);
    assertThat(count("notes.badge")).isZero();
  }

  @Test
  void a_silent_push_is_answered_with_the_most_interesting_answer_of_all() {
    List<WorkPlatform.Opportunity> work = new CopyOnWriteArrayList<>();
    phone
        .work()
        .listen(
            new WorkPlatform.Listener() {
              @Override
              public void opportunity(WorkPlatform.Opportunity opportunity) {
                work.add(opportunity);
              }

              @Override
              public void expiring(WorkPlatform.Opportunity opportunity, Duration left) {}
            });
    phone("app.becomes", BACKGROUND);
    int number =
        count(
            "app.push",
            "{\"aps\":{\"content-available\":1,\"alert\":{\"title\":\"T\",\"body\":\"B\"}},"
                + "\"mob_id\":\"m1\",\"x\":\"y\"}");
    RecordingPush.Arrived arrived = arrival();
    assertThat(arrived.shown()).isTrue();
    assertThat(arrived.inFront()).isFalse();
    assertThat(arrived.arrival())
        .isEqualTo(Arrival.push("m1", "T", "B", Map.of("mob_id", "m1", "x", "y")));
    arrived.window().finished(PushResult.NO_DATA);
    eventually(() -> assertThat(work).hasSize(1));
    assertThat(phone("app.pushResults").get(number)).isEqualTo("open");
    work.get(0).finished(WorkResult.NEW_DATA);
    eventually(() -> assertThat(phone("app.pushResults").get(number)).isEqualTo("0"));
  }

  @Test
  void a_handler_that_hangs_does_not_keep_the_answer_from_the_system() {
    phone.close();
    Application application = new Application();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    Wakefulness wakefulness = new Wakefulness(application);
    SilentPushes pushes = new SilentPushes(application, wakefulness, timer, Duration.ofMillis(100));
    pushes.attach(hangs -> {});
    pushes.ready();
    application.listen(new PushesAlone(pushes));
    int number = count("app.push", "{\"aps\":{\"content-available\":1}}");
    eventually(() -> assertThat(phone("app.pushResults").get(number)).isEqualTo("2"));
    application.listen(null);
    wakefulness.close();
    timer.shutdown();
  }

  @Test
  void a_push_that_nobody_receives_is_answered_when_all_have_come() {
    phone.close();
    int number = count("app.push", "{\"aps\":{\"content-available\":1}}");
    phone = new Phone();
    phone("app.becomes", ACTIVE);
    assertThat(phone("app.pushResults").get(number)).isEqualTo("open");
    phone.ready();
    eventually(() -> assertThat(phone("app.pushResults").get(number)).isEqualTo("1"));
  }
}
