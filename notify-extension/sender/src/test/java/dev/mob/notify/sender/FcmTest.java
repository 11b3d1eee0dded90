package dev.mob.notify.sender;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mob.notify.sender.fcm.FcmProvider;
import dev.mob.notify.sender.testing.Heard;
import dev.mob.notify.sender.testing.Http2Server;
import dev.mob.notify.sender.testing.Http2Server.Answer;
import dev.mob.notify.sender.testing.TestCertificates;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FCM's HTTP v1 through the Firebase Admin SDK, against a local server over TLS and HTTP/2. */
final class FcmTest {
  private static final TestCertificates CERTIFICATES = TestCertificates.of("fcm");
  private static final DeviceToken TOKEN = DeviceToken.fcm("android-token-1");
  private static final Answer SENT = Answer.of(200, "{\"name\":\"projects/p/messages/77\"}");

  @TempDir Path folder;

  private final Heard heard = new Heard();
  private final AtomicInteger accessTokens = new AtomicInteger();
  private Http2Server fcm;
  private PushService service;
  private PushSender sender;

  @BeforeEach
  void start() {
    fcm = new Http2Server(CERTIFICATES, request -> SENT);
    service =
        PushService.builder(folder.resolve("outbox.db"))
            .app(
                PushApp.named("game")
                    .provider(
                        FcmProvider.builder("p")
                            .credentials(credentials())
                            .endpoint(fcm.address())
                            .tls(CERTIFICATES.trusting())
                            .threads(8)
                            .timeout(Duration.ofSeconds(2))
                            .build())
                    .build())
            .retry(new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(200)))
            .drainLimit(Duration.ofSeconds(1))
            .listener(heard)
            .open();
    sender = service.sender("game");
  }

  @AfterEach
  void stop() {
    service.close();
    fcm.close();
  }

  private GoogleCredentials credentials() {
    return new GoogleCredentials() {
      @Override
      public AccessToken refreshAccessToken() {
        return new AccessToken(
            "access-" + accessTokens.incrementAndGet(),
            new Date(System.currentTimeMillis() + 3_600_000));
      }
    };
  }

  private UUID send(PushMessage message) {
    return sender.send(message, Recipient.token(TOKEN)).id();
  }

  private UUID send() {
    return send(PushMessage.of("Your turn", "Ada has moved"));
  }

  private void awaitSent(UUID message) {
    await().until(() -> sender.status(message).orElseThrow().sent() == 1);
  }

  private DeliveryReceipt receipt(UUID message) {
    return sender.receipts(message, 0, 1).get(0);
  }

  private JsonObject sentMessage(int index) {
    return JsonParser.parseString(
            new String(fcm.requests().get(index).body(), StandardCharsets.UTF_8))
        .getAsJsonObject()
        .getAsJsonObject("message");
  }

  private static Answer error(int status, String general, String code) {
    return new Answer(
        status,
        Map.of(),
        "{\"error\":{\"code\":"
            + status
            + ",\"message\":\"said the server\",\"status\":\""
            + general
            + "\",\"details\":[{\"@type\":"
            + "\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\""
            + code
            + "\"}]}}");
  }

  @Test
  void aDataMessageCarriesTheEnvelope() {
    UUID id =
        send(
            PushMessage.builder()
                .content(
                    c ->
                        c.title("Your turn")
                            .body(new LocalizedText("MOVED", "Ada"))
                            .ttl(Duration.ofHours(1))
                            .collapseId("turn-42")
                            .data("game", "42"))
                .fcm(FcmOptions.builder().channel("turns").build())
                .build());

    awaitSent(id);

    assertThat(fcm.requests().get(0).path()).isEqualTo("/v1/projects/p/messages:send");
    assertThat(fcm.requests().get(0).headers()).containsEntry("authorization", "Bearer access-1");
    JsonObject message = sentMessage(0);
    assertThat(message.get("token").getAsString()).isEqualTo(TOKEN.value());
    assertThat(message.has("notification")).isFalse();
    JsonObject android = message.getAsJsonObject("android");
    assertThat(android.get("priority").getAsString()).isEqualTo("high");
    assertThat(android.get("collapse_key").getAsString()).isEqualTo("turn-42");
    assertThat(android.get("ttl").getAsString()).startsWith("3").endsWith("s");
    JsonObject data = message.getAsJsonObject("data");
    assertThat(data)
        .isEqualTo(
            JsonParser.parseString(
                "{\"game\":\"42\",\"mob_id\":\""
                    + id
                    + "\",\"mob_title\":\"Your turn\",\"mob_body_loc\":\"MOVED\","
                    + "\"mob_body_loc_args\":\"[\\\"Ada\\\"]\",\"mob_collapse\":\"turn-42\","
                    + "\"mob_channel\":\"turns\"}"));
    assertThat(receipt(id).providerId()).contains("projects/p/messages/77");
  }

  private static PushMessage.Builder everyField() {
    return PushMessage.builder()
        .content(
            c ->
                c.title("common")
                    .subtitle("Chess")
                    .body("Ada has moved")
                    .image(URI.create("https://example.com/board.png"))
                    .sound("turn")
                    .badge(3)
                    .category("TURN")
                    .thread("game-42")
                    .interruptionLevel(InterruptionLevel.PASSIVE)
                    .priority(Priority.LOW))
        .override(Platform.FCM, c -> c.title(new LocalizedText("YOURS", "42", "Ada")));
  }

  @Test
  void aDataMessageCarriesEveryFieldAndTheOverride() {
    send(
        everyField()
            .fcm(
                FcmOptions.builder()
                    .restrictedPackage("com.example.game")
                    .directBootOk(true)
                    .build())
            .build());

    await().until(() -> fcm.requests().size() == 1);
    JsonObject android = sentMessage(0).getAsJsonObject("android");
    assertThat(android.get("priority").getAsString()).isEqualTo("normal");
    assertThat(android.get("restricted_package_name").getAsString()).isEqualTo("com.example.game");
    assertThat(android.get("direct_boot_ok").getAsBoolean()).isTrue();
    JsonObject data = sentMessage(0).getAsJsonObject("data");
    data.remove("mob_id");
    assertThat(data)
        .isEqualTo(
            JsonParser.parseString(
                "{\"mob_title_loc\":\"YOURS\",\"mob_title_loc_args\":\"[\\\"42\\\",\\\"Ada\\\"]\","
                    + "\"mob_subtitle\":\"Chess\",\"mob_body\":\"Ada has moved\","
                    + "\"mob_image\":\"https://example.com/board.png\",\"mob_sound\":\"turn\","
                    + "\"mob_badge\":\"3\",\"mob_category\":\"TURN\","
                    + "\"mob_thread\":\"game-42\",\"mob_level\":\"passive\","
                    + "\"mob_priority\":\"low\"}"));
  }

  @Test
  void aSilentMessageIsDataAlone() {
    send(
        PushMessage.builder()
            .content(c -> c.silent(true).data("sync", "now"))
            .fcm(FcmOptions.builder().kind(FcmOptions.Kind.NOTIFICATION).build())
            .build());

    await().until(() -> fcm.requests().size() == 1);
    assertThat(sentMessage(0).getAsJsonObject("android").has("notification")).isFalse();
    assertThat(sentMessage(0).getAsJsonObject("data").get("mob_silent").getAsString())
        .isEqualTo("1");
  }

  @Test
  void aNotificationMessageHasAllThatAndroidShows() {
    send(
        everyField()
            .fcm(
                FcmOptions.builder()
                    .kind(FcmOptions.Kind.NOTIFICATION)
                    .icon("pawn")
                    .clickAction("OPEN_GAME")
                    .tag("game-42")
                    .build())
            .build());

    await().until(() -> fcm.requests().size() == 1);
    assertThat(sentMessage(0).getAsJsonObject("android").getAsJsonObject("notification"))
        .isEqualTo(
            JsonParser.parseString(
                "{\"title_loc_key\":\"YOURS\",\"title_loc_args\":[\"42\",\"Ada\"],"
                    + "\"body\":\"Ada has moved\",\"image\":\"https://example.com/board.png\","
                    + "\"sound\":\"turn\",\"notification_count\":3,\"icon\":\"pawn\","
                    + "\"click_action\":\"OPEN_GAME\",\"tag\":\"game-42\"}"));
  }

  @Test
  void aNotificationMessageIsShownByTheSystem() {
    send(
        PushMessage.builder()
            .content(c -> c.title("Your turn").body("Ada has moved"))
            .fcm(
                FcmOptions.builder()
                    .kind(FcmOptions.Kind.NOTIFICATION)
                    .channel("turns")
                    .color("#336699")
                    .build())
            .build());

    await().until(() -> fcm.requests().size() == 1);
    JsonObject notification =
        sentMessage(0).getAsJsonObject("android").getAsJsonObject("notification");
    assertThat(notification.get("title").getAsString()).isEqualTo("Your turn");
    assertThat(notification.get("channel_id").getAsString()).isEqualTo("turns");
    assertThat(sentMessage(0).getAsJsonObject("data").has("mob_id")).isTrue();
  }

  @Test
  void manyMessagesShareFewConnections() {
    List<DeviceToken> tokens =
        IntStream.range(0, 300).mapToObj(i -> DeviceToken.fcm("token-" + i)).toList();

    UUID id = sender.send(PushMessage.of("Hello", "all"), Recipient.tokens(tokens)).id();

    await().until(() -> sender.status(id).orElseThrow().sent() == 300);
    assertThat(fcm.connections()).isLessThanOrEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"404, NOT_FOUND, UNREGISTERED", "403, PERMISSION_DENIED, SENDER_ID_MISMATCH"})
  void aDeadTokenIsInvalidatedAndReported(int status, String general, String code) {
    fcm.script(request -> error(status, general, code));

    UUID id = send();

    await().until(() -> heard.invalidated().contains(TOKEN));
    assertThat(receipt(id).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(receipt(id).reason()).contains(code);
    assertThat(fcm.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "500, INTERNAL, INTERNAL",
    "503, UNAVAILABLE, UNAVAILABLE",
    "429, RESOURCE_EXHAUSTED, QUOTA_EXCEEDED"
  })
  void aPassingErrorIsTriedAgainOnceForEachAttempt(int status, String general, String code) {
    AtomicInteger answers = new AtomicInteger();
    fcm.script(request -> answers.incrementAndGet() <= 2 ? error(status, general, code) : SENT);

    UUID id = send();

    awaitSent(id);
    assertThat(receipt(id).attempts()).isEqualTo(3);
    assertThat(fcm.requests()).hasSize(3);
    assertThat(sentMessage(0).getAsJsonObject("data"))
        .isEqualTo(sentMessage(2).getAsJsonObject("data"));
  }

  @Test
  void retryAfterIsHonoured() {
    AtomicLong refused = new AtomicLong();
    AtomicLong answered = new AtomicLong();
    fcm.script(
        request -> {
          if (refused.compareAndSet(0, System.nanoTime())) {
            Answer quota = error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED");
            return new Answer(429, Map.of("retry-after", "2"), quota.body());
          }
          answered.set(System.nanoTime());
          return SENT;
        });

    UUID id = send();

    awaitSent(id);
    // Monotonic time between two answers of the server, which the client must keep apart.
    assertThat(Duration.ofNanos(answered.get() - refused.get()))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void aMalformedMessageIsRefusedForGood() {
    fcm.script(request -> error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT"));

    UUID id = send();

    await().until(() -> sender.status(id).orElseThrow().failed() == 1);
    assertThat(receipt(id).reason().orElseThrow()).contains("said the server");
    assertThat(heard.invalidated()).isEmpty();
    assertThat(fcm.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHENTICATED, THIRD_PARTY_AUTH_ERROR, THIRD_PARTY_AUTH_ERROR",
    "403, PERMISSION_DENIED, NONE, PERMISSION_DENIED"
  })
  void refusedCredentialsStopTheProvider(int status, String general, String code, String reason) {
    fcm.script(request -> error(status, general, code));

    UUID id = send();

    await().until(() -> heard.alarms().contains("game fcm " + reason));
    assertThat(sender.status(id).orElseThrow().open()).isEqualTo(1);
    assertThat(fcm.requests()).hasSize(1);

    fcm.script(request -> SENT);
    sender.retryNow(Platform.FCM);
    awaitSent(id);
  }

  @Test
  void aRevokedAccessTokenIsRenewed() {
    fcm.script(
        request ->
            request.headers().get("authorization").equals("Bearer access-1")
                ? error(401, "UNAUTHENTICATED", "NONE")
                : SENT);

    UUID id = send();

    awaitSent(id);
    assertThat(heard.alarms()).isEmpty();
    assertThat(fcm.requests()).hasSize(2);
  }

  @Test
  void aDroppedConnectionLosesNothing() {
    AtomicInteger answers = new AtomicInteger();
    fcm.script(request -> answers.incrementAndGet() == 1 ? null : SENT);

    awaitSent(send());
  }
}
