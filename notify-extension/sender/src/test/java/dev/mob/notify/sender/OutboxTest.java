package dev.mob.notify.sender;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.testing.Recording;
import dev.mob.notify.sender.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox keeps, in what order, and what it does when the disk or the clock misbehaves. */
final class OutboxTest {
  private static final PushMessage MESSAGE = PushMessage.of("Hello", "there");

  @TempDir Path folder;

  private final Recording provider = new Recording();
  private final SettableClock clock = new SettableClock();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private PushService service;
  private PushSender sender;

  private PushService.Builder builder() {
    return PushService.builder(folder.resolve("outbox.db"))
        .app(PushApp.named("game").provider(provider).build())
        .retry(new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(50)))
        .drainLimit(Duration.ofMillis(500))
        .clock(clock)
        .metrics(metrics);
  }

  private void open(PushService.Builder builder) {
    service = builder.open();
    sender = service.sender("game");
  }

  private void open() {
    open(builder());
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static DeviceToken device(int number) {
    return new DeviceToken(Platform.LOCAL, "device-" + number);
  }

  private UUID send(int device) {
    return sender.send(MESSAGE, Recipient.token(device(device))).id();
  }

  private MessageStatus status(UUID message) {
    return sender.status(message).orElseThrow();
  }

  private void awaitDone(UUID message) {
    await().until(() -> status(message).state() == MessageState.DONE);
  }

  @Test
  void whatIsAcceptedOutlivesTheService() {
    provider.script(attempt -> new CompletableFuture<>());
    open();
    UUID message = send(1);
    await().until(() -> provider.attempts().size() == 1);
    service.close();

    provider.script(attempt -> Recording.done(PushOutcome.sent()));
    open();

    awaitDone(message);
    assertThat(provider.attempts()).hasSize(2);
    assertThat(provider.attempts().get(1).deliveryId())
        .isEqualTo(provider.attempts().get(0).deliveryId());
  }

  @Test
  void aClosedServiceTakesNothing() {
    open();
    service.close();

    assertThatThrownBy(() -> send(1))
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closingWaitsForWhatIsUnderWay() {
    CompletableFuture<PushOutcome> answer = new CompletableFuture<>();
    provider.script(attempt -> answer);
    open(builder().drainLimit(Duration.ofSeconds(30)));
    UUID message = send(1);
    await().until(() -> provider.attempts().size() == 1);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close);
    answer.complete(PushOutcome.sent());
    closing.join();
    open();

    assertThat(status(message).sent()).isEqualTo(1);
  }

  @Test
  void aSecondSenderOnTheSameFileIsKeptOut() {
    open();

    assertThatThrownBy(() -> builder().open())
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("in use by another sender");
  }

  @Test
  void aFileOfANewerVersionIsLeftAlone() throws SQLException {
    open();
    service.close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version=99");
    }

    assertThatThrownBy(() -> builder().open())
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("has schema 99, this version knows 2 at most");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
  }

  @Test
  void aFileOfTheFirstSchemaIsTakenOverWithWhatIsInIt() throws SQLException {
    open();
    sender.pause();
    UUID message = send(1);
    service.close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "DROP INDEX message_unexpanded; DROP INDEX message_expiry;"
              + "CREATE INDEX message_unexpanded ON message (state, due) WHERE state IN (0, 1);"
              + "CREATE INDEX message_expiry ON message (expires) WHERE state IN (0, 1, 2);"
              + "PRAGMA user_version=1");
    }

    open();
    sender.resume();

    awaitDone(message);
    assertThat(status(message).sent()).isEqualTo(1);
  }

  @Test
  void aLockedDatabaseRefusesNewMessagesAndLosesNoOutcome() throws SQLException {
    CompletableFuture<PushOutcome> answer = new CompletableFuture<>();
    provider.script(attempt -> answer);
    open(builder().busyTimeout(Duration.ofMillis(50)));
    UUID message = send(1);
    await().until(() -> provider.attempts().size() == 1);

    try (Connection other = connect();
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      answer.complete(PushOutcome.sent());
      assertThatThrownBy(() -> send(2))
          .isInstanceOf(OutboxException.class)
          .hasMessageContaining("another program holds a lock");
      lock.execute("ROLLBACK");
    }

    awaitDone(message);
    assertThat(provider.attempts()).hasSize(1);
    awaitDone(send(2));
  }

  @Test
  void aFullDiskRefusesNewMessagesAndKeepsWhatItAccepted() {
    provider.script(attempt -> new CompletableFuture<>());
    open(builder().maxSize(400_000));
    PushMessage large =
        PushMessage.builder().content(c -> c.title("Large").body("x".repeat(3_000))).build();
    List<UUID> accepted = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                accepted.add(sender.send(large, Recipient.token(device(i))).id());
              }
            })
        .isInstanceOf(OutboxException.class)
        .hasMessageContaining("make room and send again");
    assertThat(accepted).hasSizeGreaterThan(10);
    service.close();

    provider.script(attempt -> Recording.done(PushOutcome.sent()));
    open(builder().maxSize(800_000));

    accepted.forEach(this::awaitDone);
    awaitDone(sender.send(large, Recipient.token(device(5_000))).id());
  }

  @Test
  void aClockSetBackDelaysNothing() {
    clock.set(Duration.ofHours(2));
    provider.script(attempt -> Recording.done(PushOutcome.retryDevice("later")));
    open();
    UUID message = send(1);
    await().until(() -> provider.attempts().size() >= 2);

    provider.script(attempt -> Recording.done(PushOutcome.sent()));
    clock.set(Duration.ZERO);

    awaitDone(message);
  }

  @Test
  void aClockSetBackWhileTheServiceWasStoppedDelaysNothing() {
    clock.set(Duration.ofHours(2));
    provider.script(attempt -> Recording.done(PushOutcome.retryDevice("later")));
    open();
    UUID message = send(1);
    await().until(() -> provider.attempts().size() >= 2);
    service.close();

    provider.script(attempt -> Recording.done(PushOutcome.sent()));
    clock.set(Duration.ZERO);
    open();

    awaitDone(message);
  }

  @Test
  void aClockSetForwardMakesScheduledMessagesDue() {
    open();
    UUID message =
        sender
            .schedule(MESSAGE, Recipient.token(device(1)), Instant.now().plus(Duration.ofHours(1)))
            .id();
    assertThat(status(message).state()).isEqualTo(MessageState.SCHEDULED);

    clock.set(Duration.ofHours(2));

    awaitDone(message);
    assertThat(status(message).sent()).isEqualTo(1);
  }

  @Test
  void aScheduledMessageGoesAtItsTimeAndNotBefore() {
    open();
    Instant at = Instant.now().plusMillis(700);

    UUID message = sender.schedule(MESSAGE, Recipient.token(device(1)), at).id();

    awaitDone(message);
    assertThat(provider.attempts().get(0).now()).isAfterOrEqualTo(at.minusMillis(1));
  }

  @Test
  void aMessageExpiresWhereItsProviderNeverTakesIt() {
    provider.script(attempt -> Recording.done(PushOutcome.retryDevice("later")));
    open();
    UUID message =
        sender
            .send(
                PushMessage.builder()
                    .content(c -> c.title("Soon").ttl(Duration.ofSeconds(1)))
                    .build(),
                Recipient.token(device(1)))
            .id();

    awaitDone(message);

    assertThat(status(message).expired()).isEqualTo(1);
    assertThat(sender.receipts(message, 0, 1).get(0).reason()).contains("later");
  }

  @Test
  void aRetryIsSentAlthoughThousandsOfOtherMessagesHaveComeMeanwhile() {
    Duration pause = Duration.ofHours(1);
    provider.script(
        attempt ->
            Recording.done(
                new PushOutcome.Retry("busy", Optional.of(pause), PushOutcome.Scope.DEVICE)));
    open();
    UUID first = send(0);
    await().until(() -> provider.attempts().size() == 1);
    provider.script(attempt -> Recording.done(PushOutcome.sent()));
    // As many as are kept in memory, so that the first is the one that goes next.
    sendAll(1, PushService.CACHED_MESSAGES);
    await().until(() -> provider.attempts().size() == PushService.CACHED_MESSAGES);

    sender.pause();
    sendAll(PushService.CACHED_MESSAGES, PushService.CACHED_MESSAGES + 10);
    clock.set(pause.multipliedBy(2));
    sender.resume();

    awaitDone(first);
    assertThat(status(first).sent()).isEqualTo(1);
  }

  private void sendAll(int from, int to) {
    CompletableFuture.allOf(
            IntStream.range(from, to)
                .mapToObj(
                    i -> sender.sendAsync(SendRequest.of(MESSAGE, Recipient.token(device(i)))))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  @Test
  void aCancelledMessageIsNotSent() {
    open();
    sender.pause();
    UUID message = send(1);
    UUID other = send(2);

    assertThat(sender.cancel(message)).isTrue();
    assertThat(sender.cancel(message)).isFalse();
    sender.resume();

    awaitDone(other);
    await().until(() -> status(message).cancelled() == 1);
    assertThat(status(message).state()).isEqualTo(MessageState.CANCELLED);
    assertThat(provider.tokens()).containsExactly("device-2");
  }

  @Test
  void aPausedMessageWaitsUntilItIsResumedAlsoOverARestart() {
    open();
    sender.pause();
    UUID message = send(1);
    UUID other = send(2);
    assertThat(sender.pause(message)).isTrue();
    sender.resume();
    awaitDone(other);
    await().until(() -> sender.receipts(message, 0, 1).get(0).state() == DeliveryState.HELD);
    service.close();
    open();
    assertThat(status(message).paused()).isTrue();
    assertThat(provider.tokens()).containsExactly("device-2");

    assertThat(sender.resume(message)).isTrue();

    awaitDone(message);
  }

  @Test
  void anAppThatWasPausedStaysPausedOverARestart() {
    open();
    sender.pause();
    UUID message = send(1);
    service.close();
    open();

    assertThat(service.providers().get(0).state()).isEqualTo(ProviderStatus.State.PAUSED);
    assertThat(status(message).open()).isEqualTo(1);
    sender.resume();

    awaitDone(message);
  }

  @Test
  void aTagExpressionChoosesDevices() {
    open();
    register(1, "sport", "football");
    register(2, "sport", "tennis");
    register(3, "sport");
    register(4, "football");
    register(5);

    assertThat(reached("sport && (football || tennis)")).containsExactlyInAnyOrder(1, 2);
    assertThat(reached("!sport")).containsExactlyInAnyOrder(4, 5);
    assertThat(reached("sport && !football")).containsExactlyInAnyOrder(2, 3);
    assertThat(reached("tennis || football")).containsExactlyInAnyOrder(1, 2, 4);
    assertThat(reached("unknown")).isEmpty();
  }

  private void register(int number, String... tags) {
    sender.devices().register(Registration.of(device(number)).tags(tags).build());
  }

  private List<Integer> reached(String expression) {
    provider.attempts().clear();
    SendRequest request = SendRequest.of(MESSAGE, Recipient.tagged(expression));
    long expected = sender.dryRun(request).devices();
    awaitDone(sender.send(request).id());
    assertThat(provider.attempts()).hasSize((int) expected);
    return provider.tokens().stream().map(t -> Integer.parseInt(t.substring(7))).toList();
  }

  @Test
  void aDeviceKeepsItsPlaceInTheRegistryWhenItsTokenChanges() {
    open();
    sender
        .devices()
        .register(Registration.of(device(1)).user("ada").tags("a").topics("news").build());

    assertThat(sender.devices().replace(device(1), device(2))).isTrue();

    assertThat(sender.devices().find(device(1))).isEmpty();
    Device device = sender.devices().ofUser("ada").get(0);
    assertThat(device.token()).isEqualTo(device(2));
    assertThat(device.tags()).containsExactly("a");
    assertThat(device.topics()).containsExactly("news");
    sender.devices().untag(device(2), "a");
    sender.devices().subscribe(device(2), "sport");
    assertThat(sender.devices().find(device(2)).orElseThrow().tags()).isEmpty();
    assertThat(sender.devices().find(device(2)).orElseThrow().topics())
        .containsExactlyInAnyOrder("news", "sport");
  }

  @Test
  void anUnregisteredDeviceGetsNothingMore() {
    open();
    sender.pause();
    UUID message = send(1);

    assertThat(sender.devices().unregister(device(1))).isTrue();
    assertThat(sender.devices().unregister(device(1))).isFalse();
    sender.resume();

    awaitDone(message);
    assertThat(status(message).failed()).isEqualTo(1);
    assertThat(provider.attempts()).isEmpty();
  }

  @Test
  void aDirectMessageOvertakesAFanOut() {
    open(builder().app(PushApp.named("slow").provider(provider, new Limits(1, 0)).build()));
    PushSender slow = service.sender("slow");
    for (int i = 0; i < 300; i++) {
      slow.devices().registerAsync(Registration.of(device(i)).topics("all").build()).join();
    }
    List<CompletableFuture<PushOutcome>> answers = new ArrayList<>();
    provider.script(
        attempt -> {
          CompletableFuture<PushOutcome> answer = new CompletableFuture<>();
          answers.add(answer);
          return answer;
        });
    UUID bulk = slow.send(MESSAGE, Recipient.topic("all")).id();
    await().until(() -> slow.status(bulk).orElseThrow().state() == MessageState.SENDING);
    await().until(() -> answers.size() == 1);
    UUID direct = slow.send(MESSAGE, Recipient.token(device(1_000))).id();

    answers.get(0).complete(PushOutcome.sent());

    await().until(() -> answers.size() == 2);
    assertThat(provider.attempts().get(1).messageId()).isEqualTo(direct);
    slow.cancel(bulk);
    answers.get(1).complete(PushOutcome.sent());
    await().until(() -> slow.status(bulk).orElseThrow().open() == 0);
  }

  @Test
  void neverMoreThanTheLimitIsInFlight() {
    List<CompletableFuture<PushOutcome>> answers = new ArrayList<>();
    provider.script(
        attempt -> {
          CompletableFuture<PushOutcome> answer = new CompletableFuture<>();
          synchronized (answers) {
            answers.add(answer);
          }
          return answer;
        });
    open(builder().app(PushApp.named("narrow").provider(provider, new Limits(10, 0)).build()));
    PushSender narrow = service.sender("narrow");
    UUID message =
        narrow
            .send(
                MESSAGE,
                Recipient.tokens(IntStream.range(0, 100).mapToObj(OutboxTest::device).toList()))
            .id();

    int answered = 0;
    while (answered < 100) {
      int from = answered;
      await().until(() -> answers.size() > from);
      assertThat(answers.size() - answered).isLessThanOrEqualTo(10);
      answers.get(answered++).complete(PushOutcome.sent());
    }

    await().until(() -> narrow.status(message).orElseThrow().sent() == 100);
  }

  @Test
  void appsShareNothing() {
    open(builder().app(PushApp.named("other").provider(provider).build()));
    sender.devices().register(Registration.of(device(1)).user("ada").build());
    UUID message = sender.send(SendRequest.of(MESSAGE, Recipient.user("ada")).withKey("k")).id();
    PushSender other = service.sender("other");

    assertThat(other.status(message)).isEmpty();
    assertThat(other.cancel(message)).isFalse();
    assertThat(other.devices().ofUser("ada")).isEmpty();
    assertThat(other.send(SendRequest.of(MESSAGE, Recipient.user("ada")).withKey("k")).duplicate())
        .isFalse();
    assertThat(other.messages(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void messagesOfAnAppThatIsLeftOutWaitUntilItIsBack() {
    open(builder().app(PushApp.named("other").provider(provider).build()));
    PushSender other = service.sender("other");
    other.devices().register(Registration.of(device(1)).topics("news").build());
    UUID message =
        other
            .schedule(MESSAGE, Recipient.topic("news"), Instant.now().plus(Duration.ofHours(1)))
            .id();
    service.close();
    clock.set(Duration.ofHours(2));
    open();
    awaitDone(send(2));
    service.close();

    open(builder().app(PushApp.named("other").provider(provider).build()));

    PushSender back = service.sender("other");
    await().until(() -> back.status(message).orElseThrow().state() == MessageState.DONE);
    assertThat(provider.tokens()).containsExactly("device-2", "device-1");
  }

  @Test
  void whatHappensIsMeasured() {
    open();
    awaitDone(send(1));

    assertThat(metrics.counter("mob.push.accepted", "app", "game").count()).isEqualTo(1);
    assertThat(
            metrics
                .counter("mob.push.attempts", "app", "game", "platform", "local", "outcome", "sent")
                .count())
        .isEqualTo(1);
    assertThat(metrics.timer("mob.push.latency", "app", "game", "platform", "local").count())
        .isEqualTo(1);
    await()
        .until(
            () ->
                metrics
                        .get("mob.push.in.flight")
                        .tags("app", "game", "platform", "local")
                        .gauge()
                        .value()
                    == 0);
  }

  @Test
  void whatIsFinishedIsForgottenAfterItsTime() throws SQLException {
    open(builder().retention(Duration.ofDays(1)));
    UUID message = send(1);
    awaitDone(message);

    clock.set(Duration.ofDays(2));

    // The purge runs each minute; a restart does it at once.
    service.close();
    open(builder().retention(Duration.ofDays(1)));
    await().until(() -> sender.status(message).isEmpty());
  }
}
