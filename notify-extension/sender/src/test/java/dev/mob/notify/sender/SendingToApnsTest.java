package dev.mob.notify.sender;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.sender.testing.MockApns;
import dev.mob.notify.sender.testing.TestCertificates;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the API to a mock APNs server over TLS and HTTP/2. */
final class SendingToApnsTest {
  private static final DeviceToken TOKEN = DeviceToken.apns("aa".repeat(32));

  @TempDir Path folder;

  private MockApns apns;
  private PushService service;
  private PushSender sender;

  @BeforeEach
  void start() {
    apns = MockApns.start(TestCertificates.of("apns"));
    service =
        PushService.builder(folder.resolve("outbox.db"))
            .app(PushApp.named("game").provider(apns.provider("com.example.game").build()).build())
            .open();
    sender = service.sender("game");
  }

  @AfterEach
  void stop() {
    service.close();
    apns.close();
  }

  @Test
  void aMessageReachesTheDeviceWithAllItsFields() {
    PushMessage message =
        PushMessage.builder()
            .content(
                c ->
                    c.title("Your turn")
                        .subtitle("Chess")
                        .body(new LocalizedText("MOVED", "Ada"))
                        .image(URI.create("https://example.com/board.png"))
                        .sound("turn.caf")
                        .badge(3)
                        .category("TURN")
                        .thread("game-42")
                        .interruptionLevel(InterruptionLevel.TIME_SENSITIVE)
                        .collapseId("turn-42")
                        .ttl(Duration.ofHours(1))
                        .data("game", "42"))
            .override(Platform.APNS, c -> c.title("Your move"))
            .apns(ApnsOptions.builder().relevanceScore(0.5).build())
            .build();

    Accepted accepted = sender.send(message, Recipient.token(TOKEN));

    await().until(() -> apns.accepted().size() == 1);
    MockApns.Received push = apns.accepted().get(0);
    assertThat(push.token()).isEqualTo(TOKEN.value());
    assertThat(push.topic()).isEqualTo("com.example.game");
    assertThat(push.pushType()).isEqualTo("alert");
    assertThat(push.priority()).isEqualTo("10");
    assertThat(push.collapseId()).isEqualTo("turn-42");
    assertThat(Instant.ofEpochSecond(Long.parseLong(push.expiration())))
        .isBetween(Instant.now().plusSeconds(3000), Instant.now().plusSeconds(3601));
    assertThat(push.json().toString())
        .isEqualTo(
            "{\"aps\":{\"alert\":{\"title\":\"Your move\",\"subtitle\":\"Chess\","
                + "\"loc-key\":\"MOVED\",\"loc-args\":[\"Ada\"]},\"badge\":3,"
                + "\"sound\":\"turn.caf\",\"category\":\"TURN\",\"thread-id\":\"game-42\","
                + "\"interruption-level\":\"time-sensitive\",\"relevance-score\":0.5,"
                + "\"mutable-content\":1},\"mob_id\":\""
                + accepted.id()
                + "\",\"mob_image\":\"https://example.com/board.png\",\"game\":\"42\"}");
    await().until(() -> sender.status(accepted.id()).orElseThrow().state() == MessageState.DONE);
    assertThat(sender.receipts(accepted.id(), 0, 10))
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.state()).isEqualTo(DeliveryState.SENT);
              assertThat(receipt.attempts()).isEqualTo(1);
              assertThat(receipt.device()).isEqualTo(TOKEN);
            });
  }

  @Test
  void whatOnlyAnIPhoneHasReachesIt() {
    sender.send(
        PushMessage.builder()
            .content(
                c ->
                    c.title(new LocalizedText("ALARM", "7"))
                        .body("Smoke in the kitchen")
                        .sound("siren.caf")
                        .badge(0)
                        .interruptionLevel(InterruptionLevel.CRITICAL)
                        .priority(Priority.LOW)
                        .mutableContent(true))
            .override(Platform.APNS, c -> c.data("floor", "2"))
            .override(Platform.FCM, c -> c.title("of no concern here"))
            .apns(
                ApnsOptions.builder()
                    .topic("com.example.alarm")
                    .criticalVolume(0.75)
                    .targetContentId("kitchen")
                    .filterCriteria("work")
                    .contentAvailable(true)
                    .build())
            .build(),
        Recipient.token(TOKEN));

    await().until(() -> apns.accepted().size() == 1);
    MockApns.Received push = apns.accepted().get(0);
    assertThat(push.topic()).isEqualTo("com.example.alarm");
    assertThat(push.priority()).isEqualTo("5");
    assertThat(push.json().getAsJsonObject("aps").toString())
        .isEqualTo(
            "{\"alert\":{\"title-loc-key\":\"ALARM\",\"title-loc-args\":[\"7\"],"
                + "\"body\":\"Smoke in the kitchen\"},\"badge\":0,"
                + "\"sound\":{\"critical\":1,\"name\":\"siren.caf\",\"volume\":0.75},"
                + "\"interruption-level\":\"critical\",\"content-available\":1,"
                + "\"mutable-content\":1,\"target-content-id\":\"kitchen\","
                + "\"filter-criteria\":\"work\"}");
    assertThat(push.json().get("floor").getAsString()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource({
    "ALERT, alert, com.example.game",
    "LOCATION, location, com.example.game.location-query",
    "VOIP, voip, com.example.game.voip",
    "COMPLICATION, complication, com.example.game.complication",
    "FILE_PROVIDER, fileprovider, com.example.game.pushkit.fileprovider",
    "MDM, mdm, com.example.game",
    "PUSH_TO_TALK, pushtotalk, com.example.game.voip-ptt"
  })
  void eachPushTypeGoesToItsTopic(ApnsPushType type, String name, String topic) {
    sender.send(
        PushMessage.builder()
            .content(c -> c.title("Hello"))
            .apns(ApnsOptions.builder().pushType(type).build())
            .build(),
        Recipient.token(TOKEN));

    await().until(() -> apns.accepted().size() == 1);
    assertThat(apns.accepted().get(0).pushType()).isEqualTo(name);
    assertThat(apns.accepted().get(0).topic()).isEqualTo(topic);
  }

  @Test
  void aLiveActivityIsStartedAndEnded() {
    Instant now = Instant.ofEpochSecond(1_800_000_000);
    LiveActivity start =
        new LiveActivity(
            LiveActivity.Event.START,
            Map.of("score", 0),
            now,
            Optional.of(now.plusSeconds(60)),
            Optional.empty(),
            Optional.of("GameAttributes"),
            Map.of("rival", "Ada"));
    send(start);
    await().until(() -> apns.accepted().size() == 1);
    send(LiveActivity.end(Map.of("score", 9), now, now.plusSeconds(600)));
    await().until(() -> apns.accepted().size() == 2);

    assertThat(apns.accepted())
        .extracting(push -> push.json().getAsJsonObject("aps").toString())
        .containsExactly(
            "{\"event\":\"start\",\"timestamp\":1800000000,\"content-state\":{\"score\":0},"
                + "\"stale-date\":1800000060,\"attributes-type\":\"GameAttributes\","
                + "\"attributes\":{\"rival\":\"Ada\"}}",
            "{\"event\":\"end\",\"timestamp\":1800000000,\"content-state\":{\"score\":9},"
                + "\"dismissal-date\":1800000600}");
  }

  private void send(LiveActivity activity) {
    sender.send(
        PushMessage.builder().apns(ApnsOptions.builder().liveActivity(activity).build()).build(),
        Recipient.token(TOKEN));
  }

  @Test
  void aSilentMessageIsABackgroundPush() {
    sender.send(
        PushMessage.builder().content(c -> c.silent(true).data("sync", "now")).build(),
        Recipient.token(TOKEN));

    await().until(() -> apns.accepted().size() == 1);
    MockApns.Received push = apns.accepted().get(0);
    assertThat(push.pushType()).isEqualTo("background");
    assertThat(push.priority()).isEqualTo("5");
    assertThat(push.json().getAsJsonObject("aps").toString())
        .isEqualTo("{\"content-available\":1}");
  }

  @Test
  void aLiveActivityUpdateGoesToItsOwnTopic() {
    Instant now = Instant.ofEpochSecond(1_800_000_000);
    sender.send(
        PushMessage.builder()
            .apns(
                ApnsOptions.builder()
                    .liveActivity(LiveActivity.update(Map.of("score", List.of(1, 2)), now))
                    .build())
            .build(),
        Recipient.token(TOKEN));

    await().until(() -> apns.accepted().size() == 1);
    MockApns.Received push = apns.accepted().get(0);
    assertThat(push.pushType()).isEqualTo("liveactivity");
    assertThat(push.topic()).isEqualTo("com.example.game.push-type.liveactivity");
    assertThat(push.json().getAsJsonObject("aps").toString())
        .isEqualTo(
            "{\"event\":\"update\",\"timestamp\":1800000000,\"content-state\":{\"score\":[1,2]}}");
  }

  @Test
  void aDeviceOfAnotherBundleIdGetsItsOwnTopic() {
    sender.devices().register(Registration.of(TOKEN).apnsTopic("com.example.game.lite").build());

    sender.send(PushMessage.of("Hello", "there"), Recipient.token(TOKEN));

    await().until(() -> apns.accepted().size() == 1);
    assertThat(apns.accepted().get(0).topic()).isEqualTo("com.example.game.lite");
  }

  @Test
  void aTopicReachesItsSubscribersAndNobodyElse() {
    IntStream.range(0, 30)
        .forEach(
            i -> {
              Registration.Builder device =
                  Registration.of(DeviceToken.apns(String.format("%064x", i))).user("u" + i);
              sender.devices().register((i % 3 == 0 ? device.topics("news") : device).build());
            });

    Accepted accepted = sender.send(PushMessage.of("News", "!"), Recipient.topic("news"));

    await().until(() -> sender.status(accepted.id()).orElseThrow().state() == MessageState.DONE);
    assertThat(apns.accepted())
        .extracting(push -> Integer.parseInt(push.token(), 16) % 3)
        .hasSize(10)
        .containsOnly(0);
    assertThat(apns.accepted()).extracting(MockApns.Received::id).doesNotHaveDuplicates();
    assertThat(apns.accepted())
        .extracting(MockApns.Received::mobId)
        .containsOnly(accepted.id().toString());
  }

  @Test
  void aSecondRequestWithTheSameKeyQueuesNothing() {
    SendRequest request =
        SendRequest.of(PushMessage.of("Once", "!"), Recipient.token(TOKEN)).withKey("order-7");

    Accepted first = sender.send(request);
    Accepted second = sender.send(request);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(first.duplicate()).isFalse();
    assertThat(second.duplicate()).isTrue();
    await().until(() -> sender.status(first.id()).orElseThrow().state() == MessageState.DONE);
    assertThat(apns.accepted()).hasSize(1);
  }

  @Test
  void whatTheDeviceReportsIsInTheReceipt() {
    Accepted accepted = sender.send(PushMessage.of("Tap", "me"), Recipient.token(TOKEN));

    assertThat(sender.report(accepted.id(), TOKEN, DeviceReport.TAPPED)).isTrue();
    assertThat(sender.report(accepted.id(), TOKEN, DeviceReport.TAPPED)).isFalse();
    assertThat(sender.report(UUID.randomUUID(), TOKEN, DeviceReport.TAPPED)).isFalse();

    MessageStatus status = sender.status(accepted.id()).orElseThrow();
    assertThat(status.displayed()).isEqualTo(1);
    assertThat(status.tapped()).isEqualTo(1);
    assertThat(sender.receipts(accepted.id(), 0, 10).get(0).tapped()).isPresent();
  }
}
