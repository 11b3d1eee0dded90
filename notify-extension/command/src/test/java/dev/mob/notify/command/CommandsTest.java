package dev.mob.notify.command;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.host.jvm.notify.JvmNotifications;
import dev.mob.notify.PushToken;
import dev.mob.notify.Receipt;
import dev.mob.notify.sender.PushListener;
import dev.mob.notify.sender.webpush.VapidKeys;
import dev.mob.testkit.conformance.HeardPushes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mob push} on one machine: the local gateway, and what each command says. */
final class CommandsTest {
  @TempDir Path folder;

  private String out = "";
  private String err = "";

  private int mobPush(String... arguments) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(arguments));
    if (all.contains("send") && !all.contains("--wait") && !all.contains("--help")) {
      // The ten seconds that a person waits may be too few on a machine with other work.
      all.addAll(List.of("--wait", "60"));
    }
    all.addAll(List.of("--station", folder.resolve("station").toString()));
    int code =
        MobPush.execute(
            Map.of("MOB_PUSH_GATEWAY", socket().toString()),
            new PrintStream(stdout, true, StandardCharsets.UTF_8),
            new PrintStream(stderr, true, StandardCharsets.UTF_8),
            all.toArray(String[]::new));
    out = stdout.toString(StandardCharsets.UTF_8);
    err = stderr.toString(StandardCharsets.UTF_8);
    return code;
  }

  private Path socket() {
    return folder.resolve("g.sock");
  }

  private PushStation station() {
    return PushStation.open(folder.resolve("station"), socket(), 0);
  }

  private JvmNotifications device(String name) {
    return JvmNotifications.withGateway(folder.resolve(name), socket(), name, Clock.systemUTC());
  }

  private HeardPushes registered(JvmNotifications device) {
    HeardPushes heard = HeardPushes.by(device);
    device.register();
    await().until(() -> !heard.tokens().isEmpty());
    return heard;
  }

  @Test
  void a_device_of_the_gateway_gets_what_is_sent_to_all_and_to_it_alone() {
    try (PushStation station = station();
        JvmNotifications ada = device("ada");
        JvmNotifications grace = device("grace")) {
      assertThat(station.address().apps()).containsExactly("local");
      HeardPushes toAda = registered(ada);
      HeardPushes toGrace = registered(grace);
      assertThat(mobPush("send", "--title", "Hello", "--data", "k=v")).isZero();
      assertThat(out).contains("2 sent");
      assertThat(mobPush("send", "--to", "user:ada", "--title", "For Ada")).isZero();
      assertThat(out).contains("1 sent");
      await().until(() -> toAda.came().size() == 2 && toGrace.came().size() == 1);
      assertThat(toGrace.came().get(0).arrival().data())
          .containsEntry("mob_title", "Hello")
          .containsEntry("k", "v")
          .containsKey("mob_id");
      assertThat(mobPush("tokens")).isZero();
      assertThat(out).contains("user ada").contains("user grace").contains("topics all");
      assertThat(mobPush("status")).isZero();
      assertThat(out).contains("local: ").contains("2 sent").contains("1 sent");
    }
  }

  @Test
  void what_is_sent_while_a_device_is_away_comes_when_it_is_back_with_the_same_token() {
    try (PushStation station = station()) {
      String token;
      try (JvmNotifications ada = device("ada")) {
        token = registered(ada).tokens().get(0).value();
      }
      await().until(() -> station.service().sender("local").devices().ofUser("ada").size() == 1);
      assertThat(mobPush("send", "--title", "Later", "--wait", "0")).isZero();
      assertThat(out).contains("1 waiting");
      try (JvmNotifications back = device("ada")) {
        HeardPushes heard = registered(back);
        assertThat(heard.tokens().get(0).value()).isEqualTo(token);
        await().until(() -> heard.came().size() == 1);
        assertThat(heard.came().get(0).arrival().data()).containsEntry("mob_title", "Later");
      }
    }
  }

  @Test
  void the_outbox_outlives_its_station() {
    String id;
    try (PushStation station = station()) {
      try (JvmNotifications ada = device("ada")) {
        registered(ada);
      }
      await().until(() -> station.service().sender("local").devices().ofUser("ada").size() == 1);
      assertThat(mobPush("send", "--title", "Kept", "--wait", "0", "--key", "k1")).isZero();
      id = out.substring(0, 36);
    }
    try (PushStation again = station();
        JvmNotifications ada = device("ada")) {
      assertThat(again.service().apps()).contains("local");
      HeardPushes heard = registered(ada);
      await().until(() -> heard.came().size() == 1);
      assertThat(heard.came().get(0).arrival().data()).containsEntry("mob_id", id);
      assertThat(mobPush("send", "--title", "Kept", "--key", "k1")).isZero();
      assertThat(out).contains(id).contains("accepted before").contains("1 sent");
      assertThat(mobPush("status", id)).isZero();
      assertThat(out).contains("state: done").contains("local:").doesNotContain("null");
    }
  }

  @Test
  void what_a_device_tells_of_a_message_is_in_its_status() throws Exception {
    try (PushStation station = station();
        JvmNotifications ada = device("ada")) {
      HeardPushes heard = registered(ada);
      List<PushListener.Report> told = new CopyOnWriteArrayList<>();
      station
          .service()
          .addListener(
              new PushListener() {
                @Override
                public void reported(Report report) {
                  told.add(report);
                }
              });
      assertThat(mobPush("send", "--title", "Hello")).isZero();
      String id = out.substring(0, 36);
      Receipt shown = new Receipt(id, Receipt.Event.DISPLAYED, Instant.now());
      Receipt foreign = new Receipt("of another sender", Receipt.Event.TAPPED, Instant.now());
      ada.carry(heard.tokens().get(0), List.of(shown, foreign));
      assertThat(mobPush("status")).isZero();
      assertThat(out).contains("1 sent, 1 displayed");
      Receipt tapped = new Receipt(id, Receipt.Event.TAPPED, Instant.now());
      ada.carry(heard.tokens().get(0), List.of(tapped, shown));
      assertThat(mobPush("status", id)).isZero();
      assertThat(out).contains("displayed: 1", "tapped: 1", "sent, tapped");
      await().until(() -> told.size() == 2);
      assertThat(told).extracting(report -> report.message().toString()).containsOnly(id);
    }
  }

  @Test
  void receipts_are_not_taken_for_noted_while_no_gateway_runs() {
    try (JvmNotifications ada = device("ada")) {
      Receipt shown = new Receipt("m1", Receipt.Event.DISPLAYED, Instant.now());
      assertThatThrownBy(() -> ada.carry(PushToken.of("local", "t"), List.of(shown)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no push gateway is connected");
    }
  }

  @Test
  void an_unregistered_device_gets_nothing_more() {
    try (PushStation station = station();
        JvmNotifications ada = device("ada")) {
      registered(ada);
      ada.unregister();
      await().until(() -> station.service().sender("local").devices().ofUser("ada").isEmpty());
      assertThat(mobPush("send", "--title", "Nobody")).isEqualTo(1);
      assertThat(out).contains("reaches no device");
    }
  }

  @Test
  void mistakes_are_said_before_anything_is_queued() throws IOException {
    assertThat(mobPush("send", "--to", "everybody")).isEqualTo(2);
    assertThat(err).contains("--to everybody is not understood").contains("user:NAME");
    try (PushStation station = station()) {
      assertThat(mobPush("send", "--title", "x".repeat(5_000))).isEqualTo(2);
      assertThat(err).isNotEmpty();
      assertThat(mobPush("send", "--title", "x", "--app", "other")).isEqualTo(2);
      assertThat(err).contains("there is no app 'other'; there are local");
      assertThat(mobPush("send", "--title", "x", "--dry-run")).isZero();
      assertThat(out).contains("would reach 0 devices");
      assertThat(station.service().sender("local").messages(java.util.Optional.empty(), 10))
          .isEmpty();
    }
    assertThat(mobPush("tail")).isEqualTo(1);
    assertThat(err).contains("no push station runs").contains("mob push serve");
    Files.createDirectories(folder.resolve("station"));
    Files.writeString(folder.resolve("station/push.conf"), "apps { game { apns {} } }");
    assertThat(mobPush("status")).isEqualTo(2);
    assertThat(err).contains("push.conf: apps.game").contains("topic");
  }

  @Test
  void a_mistake_in_push_conf_is_named_with_its_place_and_what_may_stand_there()
      throws IOException {
    Path conf = Files.createDirectories(folder.resolve("station")).resolve("push.conf");
    Files.writeString(conf, "apps.game { apns { topic = a.b, kye = AuthKey.p8 } }");
    assertThat(mobPush("status")).isEqualTo(2);
    assertThat(err).contains(conf + ": apps.game: apns.kye: unknown setting").contains("key-id");
    Files.writeString(conf, "apps.game { gcm {} }");
    assertThat(mobPush("status")).isEqualTo(2);
    assertThat(err).contains("gcm: unknown setting; known are apns, fcm, local, web-push");
    Files.writeString(folder.resolve("station/AuthKey.p8"), "no key");
    Files.writeString(conf, "apps.game.apns { topic=a.b, key=AuthKey.p8, team=T, key-id=K }");
    assertThat(mobPush("status")).isEqualTo(2);
    assertThat(err).contains("AuthKey.p8 is not a signing key as Apple hands it out");
    Files.writeString(conf, "apps.game {");
    assertThat(mobPush("status")).isEqualTo(2);
    assertThat(err).startsWith("error: " + conf + ": ");
  }

  @Test
  void a_damaged_outbox_is_named_with_its_mend() throws IOException {
    Path outbox = Files.createDirectories(folder.resolve("station")).resolve("outbox.db");
    Files.writeString(outbox, "no database at all, but long enough to be read as one".repeat(100));
    assertThat(mobPush("status")).isEqualTo(1);
    assertThat(err).contains(outbox.toString(), "move it away").doesNotContain("\tat ");
  }

  @Test
  void a_port_that_is_taken_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(mobPush("serve", "--port", "" + taken.getLocalPort())).isEqualTo(1);
      assertThat(err).contains(":" + taken.getLocalPort(), "--port").doesNotContain("\tat ");
    }
    assertThat(mobPush("serve", "--port", "99999")).isEqualTo(2);
    assertThat(err).contains("--port 99999 is no port");
  }

  @Test
  void what_is_mistyped_is_said_in_two_lines() {
    assertThat(mobPush("send", "--data", "k", "--title", "x")).isEqualTo(2);
    assertThat(err).contains("KEY=VALUE").contains("try: mob push send --help");
    assertThat(err.lines()).hasSize(2);
  }

  @Test
  void one_app_may_have_every_provider() throws Exception {
    Path station = Files.createDirectories(folder.resolve("station"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Files.writeString(
        station.resolve("AuthKey.p8"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
    VapidKeys vapid = VapidKeys.generate();
    Files.writeString(
        station.resolve("push.conf"),
        "apps.game { local {}, apns { topic = a.b, key = AuthKey.p8, team = TEAMID1234,"
            + " key-id = KEYID12345, environment = [production, sandbox] }, web-push { subject ="
            + " \"mailto:a@b.c\", public-key = "
            + vapid.publicKey()
            + ", private-key = "
            + vapid.privateKey()
            + " } }");
    assertThat(mobPush("status")).isZero();
    assertThat(out).contains("apns: works", "web-push: works", "local: works");
  }

  @Test
  void each_command_explains_itself() {
    for (String command : List.of("serve", "send", "status", "tokens", "tail")) {
      assertThat(mobPush(command, "--help")).isZero();
      assertThat(out).contains("Examples:").contains("mob push " + command);
    }
  }
}
