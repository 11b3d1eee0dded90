package dev.mob.notify.sender;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.UnregisteredDeviceTokenException;
import dev.mob.notify.sender.apns.ApnsCredentials;
import dev.mob.notify.sender.apns.ApnsProvider;
import dev.mob.notify.sender.testing.Heard;
import dev.mob.notify.sender.testing.Http2Server;
import dev.mob.notify.sender.testing.MockApns;
import dev.mob.notify.sender.testing.TestCertificates;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong between the sender and APNs, over real TLS and HTTP/2 connections. */
final class ApnsFaultsTest {
  private static final DeviceToken TOKEN = DeviceToken.apns("ab".repeat(32));
  private static final PushMessage MESSAGE = PushMessage.of("Your turn", "Ada has moved");

  @TempDir Path folder;

  private final Heard heard = new Heard();
  private TestCertificates certificates;
  private MockApns apns;
  private PushService service;
  private PushSender sender;

  @BeforeEach
  void start() {
    certificates = TestCertificates.of("apns");
    apns = MockApns.start(certificates);
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
    apns.close();
  }

  private void open(ApnsProvider provider) {
    service =
        PushService.builder(folder.resolve("outbox.db"))
            .app(PushApp.named("game").provider(provider).build())
            .retry(new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(200)))
            .drainLimit(Duration.ofSeconds(1))
            .listener(heard)
            .open();
    sender = service.sender("game");
  }

  private void open() {
    open(apns.provider("com.example.game").build());
  }

  private UUID send() {
    return sender.send(MESSAGE, Recipient.token(TOKEN)).id();
  }

  private void awaitSent(UUID message) {
    await().until(() -> sender.status(message).orElseThrow().sent() == 1);
  }

  private DeliveryReceipt receipt(UUID message) {
    return sender.receipts(message, 0, 1).get(0);
  }

  /** Both attempts reached the server under one id, so whoever saw it twice can tell. */
  private void assertOneIdInAllAttempts(int attempts) {
    assertThat(apns.seen()).hasSizeGreaterThanOrEqualTo(attempts);
    assertThat(apns.seen()).extracting(MockApns.Received::id).containsOnly(apns.seen().get(0).id());
    assertThat(apns.seen())
        .extracting(MockApns.Received::mobId)
        .containsOnly(apns.seen().get(0).mobId());
    // If both arrived, the phone shows the second in the place of the first.
    assertThat(apns.seen())
        .extracting(MockApns.Received::collapseId)
        .containsOnly(apns.seen().get(0).mobId());
  }

  @Test
  void aTokenThatIsGoneIsInvalidatedAndReported() {
    apns.script(
        push -> {
          throw new UnregisteredDeviceTokenException(Instant.now().plusSeconds(60));
        });
    open();
    sender.devices().register(Registration.of(TOKEN).user("ada").build());

    UUID message = send();

    await().until(() -> heard.invalidated().size() == 1);
    assertThat(heard.invalidated()).containsExactly(TOKEN);
    assertThat(receipt(message).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(receipt(message).reason()).contains("Unregistered");
    assertThat(sender.devices().find(TOKEN).orElseThrow().valid()).isFalse();
    assertThat(sender.devices().invalidatedSince(Instant.EPOCH, 10)).hasSize(1);
    assertThat(sender.dryRun(SendRequest.of(MESSAGE, Recipient.user("ada"))).devices()).isZero();

    UUID second = send();
    assertThat(sender.status(second).orElseThrow().state()).isEqualTo(MessageState.DONE);
    assertThat(apns.seen()).hasSize(1);
  }

  @Test
  void aTokenThatTheDeviceRegisteredAfterItWasGoneStaysValid() {
    apns.script(
        push -> {
          throw new UnregisteredDeviceTokenException(Instant.now().minusSeconds(3600));
        });
    open();
    sender.devices().register(Registration.of(TOKEN).build());

    UUID message = send();

    await().until(() -> sender.status(message).orElseThrow().failed() == 1);
    assertThat(sender.devices().find(TOKEN).orElseThrow().valid()).isTrue();
    assertThat(heard.invalidated()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = RejectionReason.class,
      names = {
        "TOO_MANY_REQUESTS",
        "INTERNAL_SERVER_ERROR",
        "SERVICE_UNAVAILABLE",
        "SHUTDOWN",
        "EXPIRED_PROVIDER_TOKEN",
        "TOO_MANY_PROVIDER_TOKEN_UPDATES"
      })
  void aPassingRefusalIsTriedAgainUnderTheSameId(RejectionReason reason) {
    AtomicInteger attempts = new AtomicInteger();
    apns.script(
        push -> {
          if (attempts.incrementAndGet() <= 2) {
            throw new RejectedNotificationException(reason);
          }
        });
    open();

    UUID message = send();

    awaitSent(message);
    assertThat(receipt(message).attempts()).isEqualTo(3);
    assertOneIdInAllAttempts(3);
  }

  /** Pushy's mock server cannot send the header, so a plain HTTP/2 server speaks for APNs here. */
  @ParameterizedTest
  @CsvSource({"429, TooManyRequests", "503, ServiceUnavailable"})
  void retryAfterIsHonoured(int status, String reason) {
    AtomicLong refused = new AtomicLong();
    AtomicLong accepted = new AtomicLong();
    Http2Server.Script script =
        request -> {
          Map<String, String> id = Map.of("apns-id", request.headers().get("apns-id"));
          if (refused.compareAndSet(0, System.nanoTime())) {
            Map<String, String> headers = new HashMap<>(id);
            headers.put("retry-after", "2");
            return new Http2Server.Answer(status, headers, "{\"reason\":\"" + reason + "\"}");
          }
          accepted.set(System.nanoTime());
          return new Http2Server.Answer(200, id, "");
        };
    try (Http2Server server = new Http2Server(certificates, script)) {
      open(
          apns.provider("com.example.game")
              .endpoint(ApnsEnvironment.PRODUCTION, "127.0.0.1", server.address().getPort())
              .build());

      UUID message = send();

      awaitSent(message);
      // Monotonic time between two answers of the server; the back-off alone waits 200 ms at most.
      assertThat(Duration.ofNanos(accepted.get() - refused.get()))
          .isGreaterThan(Duration.ofSeconds(2));
      assertThat(receipt(message).attempts()).isEqualTo(2);
      service.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RejectionReason.class,
      names = {"BAD_TOPIC", "PAYLOAD_TOO_LARGE", "TOPIC_DISALLOWED", "BAD_COLLAPSE_ID"})
  void aRefusalForGoodIsNeverTriedAgain(RejectionReason reason) {
    apns.script(
        push -> {
          throw new RejectedNotificationException(reason);
        });
    open();

    UUID message = send();

    await().until(() -> sender.status(message).orElseThrow().state() == MessageState.DONE);
    assertThat(receipt(message).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(receipt(message).reason()).isPresent();
    assertThat(receipt(message).attempts()).isEqualTo(1);
    assertThat(apns.seen()).hasSize(1);
    assertThat(heard.invalidated()).isEmpty();
  }

  @Test
  void refusedCredentialsStopTheProviderRaiseAnAlarmAndLoseNothing() {
    apns.script(
        push -> {
          throw new RejectedNotificationException(RejectionReason.INVALID_PROVIDER_TOKEN);
        });
    open();

    UUID message = send();

    await().until(() -> !heard.alarms().isEmpty());
    assertThat(heard.alarms()).containsExactly("game apns InvalidProviderToken");
    assertThat(service.providers())
        .singleElement()
        .extracting(ProviderStatus::state)
        .isEqualTo(ProviderStatus.State.HALTED);
    assertThat(sender.status(message).orElseThrow().open()).isEqualTo(1);

    apns.script(push -> {});
    sender.retryNow(Platform.APNS);

    awaitSent(message);
  }

  @Test
  void aTokenOfTheOtherEnvironmentIsFoundThereAndRemembered() {
    apns.script(
        push -> {
          throw new RejectedNotificationException(RejectionReason.BAD_DEVICE_TOKEN);
        });
    try (MockApns sandbox = MockApns.start(certificates)) {
      open(
          apns.provider("com.example.game")
              .environments(ApnsEnvironment.PRODUCTION, ApnsEnvironment.SANDBOX)
              .endpoint(ApnsEnvironment.SANDBOX, "127.0.0.1", sandbox.port())
              .build());

      awaitSent(send());
      await().until(() -> sender.devices().find(TOKEN).orElseThrow().apnsEnvironment().isPresent());
      awaitSent(send());

      assertThat(apns.seen()).hasSize(1);
      assertThat(sandbox.accepted()).hasSize(2);
      assertThat(sender.devices().find(TOKEN).orElseThrow().apnsEnvironment())
          .contains(ApnsEnvironment.SANDBOX);
    }
  }

  @Test
  void aTokenThatBothEnvironmentsRefuseIsInvalid() {
    apns.script(
        push -> {
          throw new RejectedNotificationException(RejectionReason.BAD_DEVICE_TOKEN);
        });
    open();

    send();

    await().until(() -> heard.invalidated().contains(TOKEN));
  }

  @Test
  void aConnectionThatIsResetLosesNothing() {
    AtomicInteger attempts = new AtomicInteger();
    apns.script(
        push -> {
          if (attempts.incrementAndGet() == 1) {
            for (Channel channel : apns.connections()) {
              // A linger of zero turns the close into a reset.
              channel.config().setOption(ChannelOption.SO_LINGER, 0);
              channel.unsafe().closeForcibly();
            }
          }
        });
    open();

    UUID message = send();

    awaitSent(message);
    assertOneIdInAllAttempts(2);
  }

  @Test
  void aConnectionThatGoesAwayLosesNothing() {
    AtomicInteger attempts = new AtomicInteger();
    apns.script(
        push -> {
          if (attempts.incrementAndGet() == 1) {
            apns.connections().forEach(ApnsFaultsTest::goAway);
          }
        });
    open();

    UUID first = send();
    UUID second = send();

    awaitSent(first);
    awaitSent(second);
  }

  /** GOAWAY with stream 0: the server has dealt with no request (RFC 9113, section 6.8). */
  private static void goAway(Channel channel) {
    Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
    ChannelHandlerContext context = channel.pipeline().context(handler);
    handler.goAway(context, 0, 0, Unpooled.EMPTY_BUFFER, context.newPromise());
    context.flush();
    channel.close();
  }

  @Test
  void aServerThatStallsIsFoundDeadByPingAndTriedAgain() {
    CountDownLatch stalled = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    apns.script(
        push -> {
          if (attempts.incrementAndGet() == 1) {
            try {
              stalled.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    open(apns.provider("com.example.game").pingInterval(Duration.ofMillis(500)).build());

    UUID message = send();

    await()
        .until(() -> heard.attempts().stream().anyMatch(a -> a.state() == DeliveryState.WAITING));
    stalled.countDown();
    awaitSent(message);
    assertOneIdInAllAttempts(2);
  }

  @Test
  void aServerWhoseCertificateIsNotTrustedGetsNothing() {
    TestCertificates trusted = TestCertificates.of("trusted");
    open(apns.provider("com.example.game").trust(trusted.certificate()).build());

    UUID message = send();

    await().until(() -> receipt(message).reason().isPresent());
    assertThat(apns.seen()).isEmpty();
    assertThat(receipt(message).state()).isIn(DeliveryState.WAITING, DeliveryState.CLAIMED);

    int port = apns.port();
    apns.close();
    apns = MockApns.start(trusted, port);
    awaitSent(message);
  }

  @Test
  void aNameThatDoesNotResolveKeepsTheMessageUntilItDoes() {
    open(
        apns.provider("com.example.game")
            .endpoint(ApnsEnvironment.PRODUCTION, "apns.invalid", 443)
            .build());
    UUID message = send();
    await().until(() -> receipt(message).reason().isPresent());
    assertThat(sender.status(message).orElseThrow().open()).isEqualTo(1);
    service.close();

    open();

    awaitSent(message);
  }

  @Test
  void aServerThatIsDownOpensTheBreakerAndIsFoundAgain() {
    int port = apns.port();
    open();
    apns.close();
    UUID[] messages = new UUID[50];
    for (int i = 0; i < messages.length; i++) {
      messages[i] =
          sender.send(MESSAGE, Recipient.token(DeviceToken.apns(String.format("%064x", i)))).id();
    }
    await().until(() -> service.providers().get(0).state() == ProviderStatus.State.OPEN);

    apns = MockApns.start(certificates, port);

    for (UUID message : messages) {
      awaitSent(message);
    }
    await().until(() -> service.providers().get(0).state() == ProviderStatus.State.CLOSED);
  }

  @Test
  void aMessageWithoutTimeToLiveIsTriedOnce() {
    apns.script(
        push -> {
          throw new RejectedNotificationException(RejectionReason.SERVICE_UNAVAILABLE);
        });
    open();

    UUID message =
        sender
            .send(
                PushMessage.builder().content(c -> c.title("Now").ttl(Duration.ZERO)).build(),
                Recipient.token(TOKEN))
            .id();

    await().until(() -> sender.status(message).orElseThrow().state() == MessageState.DONE);
    assertThat(receipt(message).state()).isEqualTo(DeliveryState.EXPIRED);
    assertThat(apns.seen()).hasSize(1);
    assertThat(apns.seen().get(0).expiration()).isEqualTo("0");
  }

  @Test
  void aClientCertificateServesInsteadOfAToken() {
    TestCertificates own = TestCertificates.of("client");
    try (MockApns server = MockApns.startForCertificates(own)) {
      open(
          ApnsProvider.builder("com.example.game")
              .credentials(ApnsCredentials.certificate(own.file(), own.password()))
              .endpoint(ApnsEnvironment.PRODUCTION, "127.0.0.1", server.port())
              .trust(own.certificate())
              .build());

      awaitSent(send());

      assertThat(server.accepted().get(0).authorization()).isNull();
    }
  }
}
