package dev.mob.testkit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.LocalNotification;
import dev.mob.notify.Notify;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.Receipt;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the server hears of its messages: what was shown, handled, tapped; and that none is lost.
 */
final class ReceiptsTest {
  private final NotifiedApp app = new NotifiedApp();

  /** What has reached the server. */
  private final List<Receipt> server = new ArrayList<>();

  private boolean reachable = true;
  private int attempts;
  private PushToken token;

  private Phone open(Phone phone) {
    app.registers = true;
    app.carrier =
        (from, receipts) -> {
          attempts++;
          if (!reachable) {
            throw new IOException("no network");
          }
          token = from;
          server.addAll(receipts);
        };
    phone.open();
    return phone;
  }

  private Phone ios() {
    return Phone.ios(7, app::parts);
  }

  private Phone android() {
    return Phone.android(34, 7, app::parts);
  }

  private static Push data(String id) {
    return Push.waking("fcm-" + id, Map.of("mob_id", id, "mob_title", "Your turn"));
  }

  private static Push silent(String id) {
    return Push.waking("platform-" + id, Map.of("mob_id", id, "mob_silent", "1"));
  }

  private List<String> told() {
    return server.stream().map(receipt -> receipt.event() + " " + receipt.message()).toList();
  }

  private static int waiting(Phone phone) {
    return phone.service(Notify.class).status().receipts();
  }

  @Test
  void what_is_shown_is_displayed_and_what_is_tapped_is_tapped() {
    Phone phone = open(android());
    phone.pressHome();
    phone.receive(data("m1"));
    assertThat(told()).containsExactly("DISPLAYED m1");
    assertThat(server.get(0).at().toEpochMilli()).isEqualTo(phone.clockMillis());
    assertThat(token).isEqualTo(phone.service(Notify.class).token().orElseThrow());
    phone.tap("m1");
    assertThat(told()).containsExactly("DISPLAYED m1", "TAPPED m1");
    assertThat(waiting(phone)).isZero();
  }

  @Test
  void what_nothing_is_shown_of_is_displayed_when_it_is_acknowledged() {
    Phone phone = open(android());
    app.answer = notification -> PushResult.FAILED;
    phone.receive(data("m1"));
    assertThat(told()).isEmpty();
    app.answer = notification -> PushResult.NEW_DATA;
    phone.passes(Duration.ofSeconds(2));
    assertThat(told()).containsExactly("DISPLAYED m1");
    phone.pressHome();
    phone.receive(silent("m2"));
    assertThat(told()).containsExactly("DISPLAYED m1", "DISPLAYED m2");
  }

  @Test
  void a_tap_that_starts_the_app_is_told() {
    Phone phone = open(ios());
    phone.kill();
    phone.receive(Push.shown("apns-m1", "Your turn", "", Map.of("mob_id", "m1")));
    phone.tap("apns-m1");
    assertThat(told()).containsExactly("TAPPED m1");
  }

  @Test
  void what_comes_twice_is_told_once() {
    Phone phone = open(android());
    phone.receive(data("m1"));
    phone.receive(data("m1"));
    assertThat(told()).containsExactly("DISPLAYED m1");
  }

  @Test
  void while_the_server_is_not_reached_they_are_kept_over_restarts_and_tried_again() {
    Phone phone = open(android());
    reachable = false;
    phone.receive(data("m1"));
    phone.receive(data("m2"));
    phone.kill();
    phone.open();
    phone.receive(data("m3"));
    assertThat(server).isEmpty();
    assertThat(waiting(phone)).isEqualTo(3);
    int before = attempts;
    phone.passes(Duration.ofSeconds(30));
    assertThat(attempts).as("1 s, 2 s, 4 s, 8 s, 16 s").isBetween(before + 3, before + 5);
    reachable = true;
    phone.passes(Duration.ofMinutes(1));
    assertThat(told()).containsExactly("DISPLAYED m1", "DISPLAYED m2", "DISPLAYED m3");
    assertThat(waiting(phone)).isZero();
  }

  @Test
  void while_there_is_no_token_they_wait_for_it() {
    Phone phone = open(android());
    phone.service(Notify.class).unregister();
    phone.receive(data("m1"));
    phone.passes(Duration.ofSeconds(5));
    assertThat(server).isEmpty();
    phone.kill();
    phone.open();
    phone.passes(Duration.ofSeconds(5));
    assertThat(told()).containsExactly("DISPLAYED m1");
  }

  @Test
  void the_newest_five_hundred_are_kept() {
    Phone phone = open(android());
    reachable = false;
    for (int i = 0; i < 510; i++) {
      phone.receive(silent("m" + i));
    }
    assertThat(waiting(phone)).isEqualTo(500);
    reachable = true;
    phone.passes(Duration.ofMinutes(20));
    assertThat(told()).hasSize(500).startsWith("DISPLAYED m10").endsWith("DISPLAYED m509");
  }

  @Test
  void an_app_that_names_no_carrier_keeps_none_and_one_that_did_once_keeps_them_for_the_next() {
    Phone phone = android();
    app.registers = true;
    phone.open();
    phone.receive(data("m1"));
    assertThat(waiting(phone)).isZero();
    phone.kill();
    open(phone);
    phone.kill();
    app.carrier = null;
    phone.open();
    phone.receive(data("m2"));
    assertThat(waiting(phone)).isEqualTo(1);
    phone.service(Notify.class).carryReceipts((from, receipts) -> server.addAll(receipts));
    phone.passes(Duration.ofSeconds(1));
    assertThat(told()).containsExactly("DISPLAYED m2");
  }

  @Test
  void of_local_notifications_and_of_other_senders_messages_there_are_none() {
    Phone phone = open(android());
    phone.receive(Push.waking("other", Map.of("k", "v")));
    phone
        .service(Notify.class)
        .schedule(LocalNotification.of("tea", "Tea", "").after(Duration.ofMinutes(1)));
    phone.passes(Duration.ofMinutes(2));
    assertThat(app.ids()).containsExactly("other", "tea");
    assertThat(server).isEmpty();
    assertThat(waiting(phone)).isZero();
  }
}
