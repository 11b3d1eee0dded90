package dev.mob.notify.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.mob.notify.sender.apns.ApnsCredentials;
import dev.mob.notify.sender.apns.ApnsProvider;
import dev.mob.notify.sender.fcm.FcmProvider;
import dev.mob.notify.sender.internal.message.MessageJson;
import dev.mob.notify.sender.testing.MockApns;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages, recipients, and what is said of those that cannot be sent. */
final class MessageTest {
  private static final DeviceToken IPHONE = DeviceToken.apns("ab".repeat(32));
  private static final DeviceToken ANDROID = DeviceToken.fcm("android");

  @TempDir Path folder;

  private PushService service;
  private PushSender sender;

  @BeforeEach
  void open() {
    GoogleCredentials none =
        GoogleCredentials.create(new AccessToken("none", new Date(Long.MAX_VALUE)));
    service =
        PushService.builder(folder.resolve("outbox.db"))
            .app(
                PushApp.named("game")
                    .provider(
                        ApnsProvider.builder("com.example.game")
                            .credentials(new ApnsCredentials.SigningKey(MockApns.signingKey()))
                            .build())
                    .provider(FcmProvider.builder("p").credentials(none).build())
                    .build())
            .open();
    sender = service.sender("game");
    sender.pause(); // Nothing here is to leave.
  }

  @AfterEach
  void close() {
    service.close();
  }

  private List<String> problems(PushMessage message, Recipient to) {
    return sender.dryRun(SendRequest.of(message, to)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private List<String> problems(PushMessage message) {
    return problems(message, Recipient.tokens(List.of(IPHONE, ANDROID)));
  }

  @Test
  void aMessageSurvivesJson() {
    PushMessage message =
        PushMessage.builder()
            .content(
                c ->
                    c.title("T")
                        .subtitle("S")
                        .body(new LocalizedText("K", "1", "2"))
                        .image(URI.create("https://example.com/i.png"))
                        .sound("s")
                        .badge(0)
                        .category("c")
                        .thread("t")
                        .interruptionLevel(InterruptionLevel.CRITICAL)
                        .ttl(Duration.ofMinutes(5))
                        .priority(Priority.LOW)
                        .collapseId("x")
                        .silent(false)
                        .mutableContent(true)
                        .data("a", "1")
                        .data("b", "\"quoted\" <&> ü \u2028"))
            .override(Platform.FCM, c -> c.body("plain").data("a", "2"))
            .apns(
                ApnsOptions.builder()
                    .pushType(ApnsPushType.LIVE_ACTIVITY)
                    .topic("a.b")
                    .relevanceScore(0.25)
                    .targetContentId("w")
                    .filterCriteria("f")
                    .criticalVolume(0.5)
                    .contentAvailable(true)
                    .liveActivity(
                        new LiveActivity(
                            LiveActivity.Event.START,
                            Map.of("n", 1L, "nested", Map.of("l", List.of("x", true, 1.5))),
                            Instant.ofEpochSecond(1_800_000_000),
                            Optional.of(Instant.ofEpochSecond(1_800_000_100)),
                            Optional.empty(),
                            Optional.of("Attributes"),
                            Map.of("k", "v")))
                    .build())
            .fcm(
                FcmOptions.builder()
                    .kind(FcmOptions.Kind.NOTIFICATION)
                    .channel("c")
                    .icon("i")
                    .color("#ffffff")
                    .clickAction("A")
                    .tag("t")
                    .restrictedPackage("p")
                    .directBootOk(true)
                    .build())
            .webPush(
                new WebPushOptions(
                    Optional.of(WebPushOptions.Urgency.VERY_LOW), Optional.of("https://e.com")))
            .build();

    assertThat(MessageJson.read(MessageJson.write(message))).isEqualTo(message);
  }

  @Test
  void everyMistakeInJsonIsNamedAtOnce() {
    InvalidMessageException invalid =
        catchThrowableOfType(
            InvalidMessageException.class,
            () ->
                MessageJson.read(
                    "{\"titel\":\"x\",\"badge\":\"3\",\"ttl\":1.5,\"priority\":\"urgent\","
                        + "\"data\":{\"n\":1},\"overrides\":{\"ios\":{}},"
                        + "\"fcm\":{\"kind\":\"both\"}}"));

    assertThat(invalid.problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "message.titel",
            "message.badge",
            "message.ttl",
            "message.priority",
            "message.data.n",
            "message.overrides.ios",
            "message.fcm.kind");
    assertThat(invalid).hasMessageContaining("'urgent' is none of high, normal, low");
  }

  @Test
  void anOverrideHidesWhatItReplacesAndNothingElse() {
    PushMessage message =
        PushMessage.builder()
            .content(c -> c.title(new LocalizedText("T")).body("common").data("a", "1").badge(1))
            .override(Platform.APNS, c -> c.title("apple").data("b", "2"))
            .build();

    PushContent apple = message.contentFor(Platform.APNS);

    assertThat(apple.title()).contains("apple");
    assertThat(apple.localizedTitle()).isEmpty();
    assertThat(apple.body()).contains("common");
    assertThat(apple.data()).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(message.contentFor(Platform.FCM).title()).isEmpty();
  }

  @Test
  void aMessageThatIsFineHasNoProblemAndCountsItsDevices() {
    sender.devices().register(Registration.of(IPHONE).user("ada").build());
    sender.devices().register(Registration.of(ANDROID).user("ada").build());

    DryRun run = sender.dryRun(SendRequest.of(PushMessage.of("a", "b"), Recipient.user("ada")));

    assertThat(run.valid()).isTrue();
    assertThat(run.devices()).isEqualTo(2);
    assertThat(sender.messages(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void whatIsTooLargeIsNamedWithItsSizeOnEachPlatform() {
    assertThat(problems(PushMessage.of("t", "ü".repeat(2_100))))
        .satisfiesExactlyInAnyOrder(
            apple -> assertThat(apple).contains("bytes on APNs, 4096 at most"),
            google -> assertThat(google).contains("bytes on FCM, 4096 at most"));
    assertThat(problems(PushMessage.of("t", "ü".repeat(1_800)))).isEmpty();
  }

  @Test
  void aMessageForOnePlatformNeedNotSuitTheOther() {
    PushMessage appleOnly =
        PushMessage.builder()
            .apns(
                ApnsOptions.builder()
                    .liveActivity(LiveActivity.update(Map.of("a", 1), Instant.EPOCH))
                    .build())
            .build();

    assertThat(problems(appleOnly, Recipient.token(IPHONE))).isEmpty();
    assertThat(problems(appleOnly)).singleElement().asString().contains("shows nothing on fcm");
  }

  @Test
  void reservedKeysAreRefused() {
    PushMessage message =
        PushMessage.builder()
            .content(
                c ->
                    c.title("t")
                        .data("aps", "1")
                        .data("mob_id", "1")
                        .data("from", "1")
                        .data("google.x", "1")
                        .data("white space", "1")
                        .data("fine", "1"))
            .build();

    assertThat(problems(message))
        .anyMatch(p -> p.startsWith("message.data.aps: is reserved"))
        .anyMatch(p -> p.startsWith("message.data.mob_id: is reserved"))
        .anyMatch(p -> p.startsWith("message.data.from: is reserved by FCM"))
        .anyMatch(p -> p.startsWith("message.data.google.x: is reserved by FCM"))
        .anyMatch(p -> p.startsWith("message.data: the key 'white space'"))
        .hasSize(5);
  }

  @Test
  void ttlBadgeImageAndCollapseIdHaveTheirRanges() {
    PushMessage message =
        PushMessage.builder()
            .content(
                c ->
                    c.title("t")
                        .ttl(Duration.ofDays(29))
                        .badge(-1)
                        .image(URI.create("http://example.com/i.png"))
                        .collapseId("x".repeat(65)))
            .build();

    assertThat(problems(message))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactlyInAnyOrder(
            "message.ttl", "message.badge", "message.image", "message.collapseId");
  }

  @Test
  void aSilentMessageShowsNothingAndAnyOtherShowsSomething() {
    assertThat(problems(PushMessage.builder().content(c -> c.silent(true).title("t")).build()))
        .anyMatch(p -> p.contains("a silent message has no title"));
    assertThat(problems(PushMessage.builder().content(c -> c.data("a", "b")).build()))
        .anyMatch(p -> p.contains("shows nothing on apns"));
    assertThat(
            problems(
                PushMessage.builder()
                    .content(c -> c.title("t"))
                    .apns(ApnsOptions.builder().pushType(ApnsPushType.BACKGROUND).build())
                    .build()))
        .anyMatch(p -> p.contains("a background push must be silent"));
  }

  @Test
  void recipientsAreChecked() {
    PushMessage message = PushMessage.of("a", "b");
    assertThat(problems(message, Recipient.tokens(List.of()))).contains("to.tokens: is empty");
    assertThat(problems(message, Recipient.token(DeviceToken.apns("xyz"))))
        .contains("to.tokens[0].token: is not a device token in hexadecimal");
    assertThat(problems(message, Recipient.token(new DeviceToken(Platform.LOCAL, "x"))))
        .contains("to.tokens[0].platform: the app has no provider for local");
    assertThat(problems(message, Recipient.topic("a b"))).anyMatch(p -> p.startsWith("to.topic:"));
    assertThat(problems(message, Recipient.user(""))).anyMatch(p -> p.startsWith("to.user:"));
  }

  @Test
  void whatIsInvalidIsNotQueued() {
    assertThatThrownBy(() -> sender.send(PushMessage.of("a", "b"), Recipient.topic("")))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageStartingWith("the message was not queued: to.topic:");
    assertThat(sender.messages(Optional.empty(), 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "a; a; true",
        "b; a; false",
        "!b; a; true",
        "a && b; a; false",
        "a || b && c; a; true",
        "(a || b) && c; a; false",
        "!(a && b) && \"white space\"; a,white space; true",
        "!!a; a; true",
        "en-GB:2/x_y.z; en-GB:2/x_y.z; true"
      })
  void tagExpressionsMeanWhatTheySay(String expression, String tags, boolean matches) {
    TagExpression parsed = TagExpression.parse(expression);

    assertThat(parsed.matches(Set.of(tags.split(",")))).isEqualTo(matches);
    assertThat(TagExpression.parse(parsed.toString())).isEqualTo(parsed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "; 0",
        "a &&; 4",
        "a b; 2",
        "(a; 2",
        "a & b; 2",
        "\"open; 0",
        "\"\"; 0",
        "a && )b; 5"
      })
  void aTagExpressionThatIsNoneIsPointedAt(String expression, int position) {
    String text = expression == null ? "" : expression;

    TagSyntaxException e =
        catchThrowableOfType(TagSyntaxException.class, () -> TagExpression.parse(text));

    assertThat(e.position()).isEqualTo(position);
  }

  @Test
  void aTagExpressionMayNotNestWithoutEnd() {
    assertThatThrownBy(() -> TagExpression.parse("(".repeat(100_000)))
        .isInstanceOf(TagSyntaxException.class)
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> TagExpression.parse("!".repeat(100_000) + "a"))
        .isInstanceOf(TagSyntaxException.class)
        .hasMessageContaining("nested deeper");
  }
}
