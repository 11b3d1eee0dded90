package dev.mob.notify.command;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mob.background.BackgroundExtension;
import dev.mob.notify.Filter;
import dev.mob.notify.Notification;
import dev.mob.notify.Notify;
import dev.mob.notify.NotifyEvent;
import dev.mob.notify.NotifyExtension;
import dev.mob.notify.Presentation;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.Receipt;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.sender.testing.Http2Server;
import dev.mob.notify.sender.testing.MockApns;
import dev.mob.notify.sender.testing.TestCertificates;
import dev.mob.process.ChildSpec;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A push from the command line to a process on a phone, with everything in between: {@code mob push
 * send}, the HTTP API, the outbox on disk, Pushy to its mock APNs server or the Firebase SDK to a
 * server that speaks HTTP v1, both over TLS and HTTP/2, and the notify extension in the phone
 * simulator.
 */
final class EndToEndTest {
  @TempDir Path folder;

  private final List<Notification> got = new ArrayList<>();
  private final List<PushToken> tokens = new ArrayList<>();

  /** What the push service hands to the phone. */
  private final BlockingQueue<Push> air = new LinkedBlockingQueue<>();

  private MockApns apns;
  private Http2Server fcm;
  private Phone phone;

  /** Where the app's receipts go. */
  private StationAddress server;

  @BeforeEach
  void start() throws Exception {
    TestCertificates certificates = TestCertificates.of("127.0.0.1");
    apns = MockApns.start(certificates);
    apns.onAccepted(push -> air.add(fromApns(push)));
    fcm = new Http2Server(certificates, this::answerFcm);
    writeAccounts(certificates);
  }

  @AfterEach
  void stop() {
    apns.close();
    fcm.close();
  }

  private void writeAccounts(TestCertificates certificates) throws Exception {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(256);
    Files.writeString(folder.resolve("AuthKey.p8"), pem("PRIVATE KEY", ec.generateKeyPair()));
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    JsonObject account = new JsonObject();
    account.addProperty("type", "service_account");
    account.addProperty("project_id", "game");
    account.addProperty("private_key_id", "1");
    account.addProperty("private_key", pem("PRIVATE KEY", rsa.generateKeyPair()));
    account.addProperty("client_email", "push@game.example.com");
    account.addProperty("client_id", "1");
    account.addProperty("token_uri", "https://oauth2.googleapis.com/token");
    Files.writeString(folder.resolve("account.json"), account.toString());
    Files.writeString(
        folder.resolve("server.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificates.certificate().getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    Files.writeString(
        folder.resolve("push.conf"),
        """
        apps.game {
          apns {
            topic = com.example.game, key = AuthKey.p8, team = TEAMID1234, key-id = KEYID12345
            endpoint = "https://127.0.0.1:%d", trust = server.pem
          }
          fcm { project = game, account = account.json, endpoint = "%s", trust = server.pem }
        }
        """
            .formatted(apns.port(), fcm.address()));
  }

  private static String pem(String kind, KeyPair keys) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
        + "\n-----END "
        + kind
        + "-----\n";
  }

  // ---- the push services' part

  /** What APNs hands to an iPhone of a payload: the alert, and the data beside {@code aps}. */
  private static Push fromApns(MockApns.Received push) {
    JsonObject payload = push.json();
    JsonObject aps = payload.getAsJsonObject("aps");
    String title = "";
    String body = "";
    if (aps.has("alert")) {
      JsonObject alert = aps.getAsJsonObject("alert");
      title = alert.has("title") ? alert.get("title").getAsString() : "";
      body = alert.has("body") ? alert.get("body").getAsString() : "";
    }
    boolean wakes = aps.has("content-available");
    assertThat(push.pushType()).isEqualTo(wakes ? "background" : "alert");
    return new Push(push.id(), title, body, strings(payload, "aps"), wakes);
  }

  private Http2Server.Answer answerFcm(Http2Server.Request request) {
    if (request.path().equals("/token")) {
      return Http2Server.Answer.of(
          200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }
    assertThat(request.path()).isEqualTo("/v1/projects/game/messages:send");
    JsonObject message =
        JsonParser.parseString(new String(request.body(), StandardCharsets.UTF_8))
            .getAsJsonObject()
            .getAsJsonObject("message");
    assertThat(message.get("token").getAsString()).isEqualTo(tokens.get(0).value());
    String id = "fcm-" + message.getAsJsonObject("data").get("mob_id").getAsString();
    air.add(Push.waking(id, strings(message.getAsJsonObject("data"), "")));
    return Http2Server.Answer.of(200, "{\"name\":\"projects/game/messages/" + id + "\"}");
  }

  private static Map<String, String> strings(JsonObject object, String except) {
    Map<String, String> strings = new TreeMap<>();
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      if (!entry.getKey().equals(except)) {
        strings.put(entry.getKey(), entry.getValue().getAsString());
      }
    }
    return strings;
  }

  // ---- the phone's part

  private Supplier<List<Part>> app() {
    return () ->
        List.of(
            Part.described(new BackgroundExtension()),
            Part.described(new NotifyExtension()),
            Part.of(
                "app",
                context ->
                    context.supervise(
                        ChildSpec.worker(
                            "inbox", new Inbox(context.require(Notify.class)), null))));
  }

  private final class Inbox implements GenServer<Object> {
    private final Notify notify;

    Inbox(Notify notify) {
      this.notify = notify;
    }

    @Override
    public Init<Object> init(Object argument, Self self) {
      return Init.<Object>ok("").continueWith("subscribe");
    }

    @Override
    public Next<Object> handleContinue(Object term, Object state, Self self) {
      notify.register(self.pid());
      notify.subscribe("inbox", self.pid(), Filter.all());
      notify.carryReceipts(EndToEndTest.this::toServer);
      return Next.keep();
    }

    @Override
    public Next<Object> handleCall(Object request, From from, Object state, Self self) {
      got.add((Notification) request);
      return Next.reply(PushResult.NEW_DATA, state);
    }

    @Override
    public Next<Object> handleInfo(Object message, Object state, Self self) {
      tokens.add(((NotifyEvent.Registered) message).token());
      return Next.keep();
    }
  }

  /** What the app's own server does with receipts: it has the key of the sender's API. */
  private void toServer(PushToken token, List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      new StationClient(server, "game")
          .post(
              "messages/" + receipt.message() + "/reports",
              Map.of(
                  "platform",
                  token.platform(),
                  "token",
                  token.value(),
                  "event",
                  receipt.event().name().toLowerCase(Locale.ROOT)));
    }
  }

  // ---- the command line's part

  private String mobPush(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--station", folder.toString()));
    int code =
        MobPush.execute(
            Map.of("MOB_PUSH_GATEWAY", folder.resolve("g.sock").toString()),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            all.toArray(String[]::new));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).as("%s", out).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Sends to the phone's token, and hands over what the push service got. */
  private void send(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "send", "--to", "token:" + tokens.get(0).platform() + ":" + tokens.get(0).value()));
    all.addAll(List.of(options));
    // The ten seconds that a person waits may be too few on a machine with other work.
    all.addAll(List.of("--wait", "60"));
    assertThat(mobPush(all.toArray(String[]::new))).contains("accepted").contains("1 sent");
    await().until(() -> !air.isEmpty());
    phone.receive(air.remove());
    assertThat(air).isEmpty();
  }

  private Notification last() {
    return got.get(got.size() - 1);
  }

  private String shown() {
    List<Alert> shown = phone.notifications().shown();
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).title().text()).isEqualTo("Your turn");
    return shown.get(0).id();
  }

  @Test
  void through_apns_in_front_by_a_tap_silently_and_from_a_cold_start() {
    phone = Phone.ios(7, app());
    theFourWays();
    assertThat(apns.seen()).hasSize(4);
  }

  @Test
  void through_fcm_in_front_by_a_tap_silently_and_from_a_cold_start() {
    phone = Phone.android(34, 7, app());
    theFourWays();
    assertThat(fcm.requests()).extracting(Http2Server.Request::path).contains("/token");
  }

  private void theFourWays() {
    String[] turn = {"--title", "Your turn", "--body", "Grace has moved", "--data", "game=7"};
    try (PushStation station = PushStation.open(folder, folder.resolve("g.sock"), 0)) {
      assertThat(station.service().apps()).containsExactly("game");
      server = station.address();
      phone.open();
      assertThat(tokens).hasSize(1);

      send(turn);
      assertThat(got).hasSize(1);
      assertThat(last().presentation()).isEqualTo(Presentation.FOREGROUND);
      assertThat(last().title()).isEqualTo("Your turn");
      assertThat(last().body()).isEqualTo("Grace has moved");
      assertThat(last().data()).isEqualTo(Map.of("game", "7"));

      phone.pressHome();
      send(turn);
      assertThat(got).hasSize(1);
      phone.tap(shown());
      assertThat(got).hasSize(2);
      assertThat(last().presentation()).isEqualTo(Presentation.TAP);
      assertThat(last().data()).isEqualTo(Map.of("game", "7"));

      phone.pressHome();
      send("--silent", "--data", "kind=sync");
      assertThat(got).hasSize(3);
      assertThat(last().presentation()).isEqualTo(Presentation.SILENT);
      assertThat(last().data()).isEqualTo(Map.of("kind", "sync"));

      phone.kill();
      send(turn);
      assertThat(got).hasSize(3);
      phone.kill();
      phone.tap(shown());
      assertThat(got).hasSize(4);
      assertThat(last().presentation()).isEqualTo(Presentation.TAP);
      assertThat(got).extracting(Notification::id).doesNotHaveDuplicates();
      assertThat(phone.overstays()).isZero();

      String status = mobPush("status");
      assertThat(status.split("1 sent, 1 displayed", -1)).as(status).hasSize(5);
      assertThat(status.split("1 displayed, 1 tapped", -1)).as(status).hasSize(3);
    }
  }

  @Test
  void without_a_station_the_command_opens_the_outbox_for_as_long_as_it_sends() throws IOException {
    phone = Phone.ios(7, app());
    phone.open();
    send("--title", "Your turn");
    assertThat(last().title()).isEqualTo("Your turn");
    assertThat(folder.resolve(StationAddress.FILE)).doesNotExist();
    assertThat(mobPush("status")).contains("1 sent").contains("apns: ");
  }
}
