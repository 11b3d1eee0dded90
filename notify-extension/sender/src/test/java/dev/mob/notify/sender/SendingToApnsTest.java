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
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
