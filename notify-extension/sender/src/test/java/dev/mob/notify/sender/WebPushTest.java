package dev.mob.notify.sender;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mob.notify.sender.testing.Heard;
import dev.mob.notify.sender.testing.Http2Server;
import dev.mob.notify.sender.testing.Http2Server.Answer;
import dev.mob.notify.sender.testing.TestCertificates;
import dev.mob.notify.sender.testing.UserAgent;
import dev.mob.notify.sender.webpush.VapidKeys;
import dev.mob.notify.sender.webpush.WebPushProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web Push to a local push service, decrypted as a browser would. */
final class WebPushTest {
  private static final TestCertificates CERTIFICATES = TestCertificates.of("webpush");
  private static final Answer CREATED =
      new Answer(201, Map.of("location", "https://push.example/m/1"), "");

  @TempDir Path folder;

  private final Heard heard = new Heard();
  private final UserAgent browser = new UserAgent();
  private final VapidKeys keys = VapidKeys.generate();
  private Http2Server push;
  private PushService service;
  private PushSender sender;
  private DeviceToken token;

  @BeforeEach
  void start() {
    push = new Http2Server(CERTIFICATES, request -> CREATED);
    token = DeviceToken.webPush(push.address() + "/subscription/1");
    open(
        WebPushProvider.builder(keys, "mailto:ops@example.com")
            .tls(CERTIFICATES.trusting())
            .allow(uri -> uri.getHost().equals("localhost")));
  }

  private void open(WebPushProvider.Builder provider) {
    service =
        PushService.builder(folder.resolve("outbox.db"))
            .app(PushApp.named("game").provider(provider.build()).build())
            .retry(new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(200)))
            .drainLimit(Duration.ofSeconds(1))
            .listener(heard)
            .open();
    sender = service.sender("game");
    sender
        .devices()
        .register(Registration.of(token).user("ada").webPushKeys(browser.keys()).build());
  }

  @AfterEach
  void stop() {
    service.close();
    push.close();
  }

  private void awaitSent(UUID message) {
    await().until(() -> sender.status(message).orElseThrow().sent() == 1);
  }

  @Test
  void theBrowserCanReadTheMessageAndThePushServiceKnowsTheSender() {
    UUID id =
        sender
            .send(
                PushMessage.builder()
                    .content(
                        c ->
                            c.title("Your turn")
                                .body("Ädä has moved ♟")
                                .ttl(Duration.ofHours(1))
                                .collapseId("turn of game 42")
                                .data("game", "42"))
                    .build(),
                Recipient.user("ada"))
            .id();

    awaitSent(id);

    Http2Server.Request request = push.requests().get(0);
    JsonObject message = JsonParser.parseString(browser.decrypt(request.body())).getAsJsonObject();
    assertThat(message.get("mob_id").getAsString()).isEqualTo(id.toString());
    assertThat(message.get("mob_body").getAsString()).isEqualTo("Ädä has moved ♟");
    assertThat(message.get("game").getAsString()).isEqualTo("42");
    assertThat(request.path()).isEqualTo("/subscription/1");
    assertThat(request.headers())
        .containsEntry("content-encoding", "aes128gcm")
        .containsEntry("urgency", "high");
    assertThat(Integer.parseInt(request.headers().get("ttl"))).isBetween(3000, 3600);
    assertThat(request.headers().get("topic")).matches("[A-Za-z0-9_-]{32}");
    Map<String, Object> claims =
        UserAgent.verifyVapid(request.headers().get("authorization"), keys.publicKey());
    assertThat(claims)
        .containsEntry("aud", push.address().toString())
        .containsEntry("sub", "mailto:ops@example.com");
    assertThat(sender.receipts(id, 0, 1).get(0).providerId()).contains("https://push.example/m/1");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aSubscriptionThatIsGoneIsInvalidated(int status) {
    push.script(request -> Answer.of(status, "gone"));

    sender.send(PushMessage.of("Hello", "?"), Recipient.user("ada"));

    await().until(() -> heard.invalidated().contains(token));
    assertThat(push.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aPassingErrorIsTriedAgain(int status) {
    AtomicInteger answers = new AtomicInteger();
    push.script(request -> answers.incrementAndGet() == 1 ? Answer.of(status, "later") : CREATED);

    UUID id = sender.send(PushMessage.of("Hello", "?"), Recipient.user("ada")).id();

    awaitSent(id);
    assertThat(push.requests()).hasSize(2);
  }

  @Test
  void whatThePushServiceRefusesIsNotTriedAgain() {
    push.script(request -> Answer.of(403, "wrong VAPID key"));

    UUID id = sender.send(PushMessage.of("Hello", "?"), Recipient.user("ada")).id();

    await().until(() -> sender.status(id).orElseThrow().failed() == 1);
    assertThat(sender.receipts(id, 0, 1).get(0).reason()).contains("HTTP 403: wrong VAPID key");
  }

  @Test
  void anEndpointInsideTheOwnNetworkIsNotCalledUnlessAllowed() {
    service.close();
    open(WebPushProvider.builder(keys, "mailto:ops@example.com").tls(CERTIFICATES.trusting()));

    UUID id = sender.send(PushMessage.of("Hello", "?"), Recipient.user("ada")).id();

    await().until(() -> sender.status(id).orElseThrow().failed() == 1);
    assertThat(push.requests()).isEmpty();
  }

  @Test
  void aSubscriptionWithoutKeysIsNotSentTo() {
    assertThatThrownBy(
            () -> sender.devices().register(Registration.of(token).tags(Set.of("a")).build()))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageContaining("webPushKeys");
    assertThatThrownBy(
            () ->
                sender.send(
                    PushMessage.of("Hello", "?"),
                    Recipient.token(DeviceToken.webPush("https://push.example/unknown"))))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageContaining("register the device first");
  }
}
