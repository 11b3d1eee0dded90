package dev.mob.notify.sender;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mob.notify.sender.http.ApiKeys;
import dev.mob.notify.sender.http.PushHttpServer;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.testing.Recording;
import dev.mob.notify.sender.testing.TestCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sender as another language's server sees it: over HTTP. */
final class HttpApiTest {
  private static final String KEY = "game-key-0123456789abcdef";
  private static final String SEND =
      "{\"message\":{\"title\":\"Hello\"},\"to\":{\"tokens\":"
          + "[{\"platform\":\"local\",\"token\":\"t1\"}]}}";

  @TempDir Path folder;

  private final Recording provider = new Recording();
  private final HttpClient client = HttpClient.newHttpClient();
  private PushService service;
  private PushHttpServer server;

  @BeforeEach
  void start() {
    service =
        PushService.builder(folder.resolve("outbox.db"))
            .app(PushApp.named("game").provider(provider).build())
            .app(PushApp.named("other").provider(provider).build())
            .open();
    server =
        PushHttpServer.builder(
                service, ApiKeys.none().with("the game's server", KEY, Set.of("game")))
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
    service.close();
  }

  private HttpResponse<String> call(String method, String path, String body) {
    return call(method, "/v1/apps/game" + path, body, KEY);
  }

  private HttpResponse<String> call(String method, String path, String body, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("authorization", "Bearer " + key);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private String send() {
    HttpResponse<String> response = call("POST", "/messages", SEND);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return json(response).get("id").getAsString();
  }

  private JsonObject status(String id) {
    return json(call("GET", "/messages/" + id, ""));
  }

  @Test
  void aMessageIsSentAndItsFateCanBeAsked() {
    String id = send();

    await().until(() -> status(id).get("state").getAsString().equals("done"));
    assertThat(provider.attempts().get(0).messageId()).hasToString(id);
    assertThat(status(id).get("sent").getAsInt()).isEqualTo(1);
    JsonObject receipt =
        json(call("GET", "/messages/" + id + "/receipts", ""))
            .getAsJsonArray("receipts")
            .get(0)
            .getAsJsonObject();
    assertThat(receipt.get("state").getAsString()).isEqualTo("sent");
    assertThat(receipt.get("token").getAsString()).isEqualTo("t1");
    assertThat(json(call("GET", "/messages", "")).getAsJsonArray("messages")).hasSize(1);

    String report = "{\"platform\":\"local\",\"token\":\"t1\",\"event\":\"tapped\"}";
    assertThat(call("POST", "/messages/" + id + "/reports", report).statusCode()).isEqualTo(204);
    assertThat(status(id).get("tapped").getAsInt()).isEqualTo(1);
  }

  @Test
  void theSameKeyQueuesNothingTwice() {
    String body = SEND.substring(0, SEND.length() - 1) + ",\"key\":\"k\"}";
    JsonObject first = json(call("POST", "/messages", body));
    JsonObject second = json(call("POST", "/messages", body));

    assertThat(second.get("id")).isEqualTo(first.get("id"));
    assertThat(second.get("duplicate").getAsBoolean()).isTrue();
  }

  @Test
  void everyMistakeIsNamedWithItsPath() {
    HttpResponse<String> response =
        call(
            "POST",
            "/messages",
            "{\"message\":{\"titel\":\"x\",\"ttl\":-1,\"data\":{\"mob_x\":\"1\"}},"
                + "\"to\":{\"tags\":\"a &&\"},\"when\":1}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    List<String> paths = new ArrayList<>();
    for (JsonElement problem : json(response).getAsJsonArray("problems")) {
      paths.add(problem.getAsJsonObject().get("path").getAsString());
    }
    assertThat(paths).contains("message.titel", "to.tags", "when");
    assertThat(call("POST", "/messages", "{").statusCode()).isEqualTo(400);
    assertThat(call("POST", "/messages", "[]").statusCode()).isEqualTo(400);
    assertThat(call("POST", "/messages", "[".repeat(100_000)).statusCode()).isEqualTo(400);
    assertThat(call("GET", "/messages?limit=x", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/messages/no-uuid", "").statusCode()).isEqualTo(400);
  }

  @Test
  void aDryRunCountsAndQueuesNothing() {
    String body = SEND.substring(0, SEND.length() - 1) + ",\"dryRun\":true}";

    HttpResponse<String> response = call("POST", "/messages", body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).get("devices").getAsInt()).isEqualTo(1);
    assertThat(service.sender("game").messages(Optional.empty(), 1)).isEmpty();
  }

  @Test
  void withoutAKeyOfTheAppNothingIsAllowed() {
    String path = "/v1/apps/game/messages";
    assertThat(call("POST", path, SEND, "").statusCode()).isEqualTo(401);
    assertThat(call("POST", path, SEND, "wrong-key-0123456789abcdef").statusCode()).isEqualTo(401);
    assertThat(call("POST", "/v1/apps/other/messages", SEND, KEY).statusCode()).isEqualTo(403);
    assertThat(call("POST", "/v1/apps/none/messages", SEND, KEY).statusCode()).isEqualTo(403);
    assertThat(provider.attempts()).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeOrNoJsonIsToldSoAndTheNextOneIsTaken() {
    HttpResponse<String> tooLarge = call("POST", "/messages", " ".repeat(9 << 20));
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(json(tooLarge).get("title").getAsString()).contains("more than 8388608 bytes");

    HttpResponse<String> garbage = call("POST", "/messages", "{\"to\":\n nonsense{");
    assertThat(garbage.statusCode()).isEqualTo(400);
    assertThat(garbage.body()).contains("not JSON, at line 2").doesNotContain("gson");

    assertThat(call("POST", "/messages", SEND).statusCode()).isEqualTo(202);
  }

  @Test
  void devicesAreRegisteredListedAndRemoved() {
    String device =
        "{\"platform\":\"local\",\"token\":\"t1\",\"user\":\"ada\",\"tags\":[\"a\"],"
            + "\"topics\":[\"news\"]}";
    assertThat(call("POST", "/devices", device).statusCode()).isEqualTo(204);

    JsonObject listed =
        json(call("GET", "/devices?user=ada", ""))
            .getAsJsonArray("devices")
            .get(0)
            .getAsJsonObject();
    assertThat(listed.get("topics").toString()).isEqualTo("[\"news\"]");
    assertThat(json(call("GET", "/devices?limit=1", "")).has("next")).isTrue();

    String token = "{\"platform\":\"local\",\"token\":\"t1\"}";
    assertThat(call("DELETE", "/devices", token).statusCode()).isEqualTo(204);
    assertThat(call("DELETE", "/devices", token).statusCode()).isEqualTo(404);
  }

  @Test
  void aMessageCanBePausedResumedAndCancelled() {
    call("POST", "/pause", "");
    String id = send();

    assertThat(call("POST", "/messages/" + id + "/pause", "").statusCode()).isEqualTo(204);
    assertThat(call("POST", "/messages/" + id + "/pause", "").statusCode()).isEqualTo(409);
    assertThat(call("POST", "/messages/" + id + "/resume", "").statusCode()).isEqualTo(204);
    assertThat(call("POST", "/messages/" + id + "/cancel", "").statusCode()).isEqualTo(204);
    assertThat(call("POST", "/messages/" + id + "/cancel", "").statusCode()).isEqualTo(409);
    call("POST", "/resume", "");

    assertThat(status(id).get("state").getAsString()).isEqualTo("cancelled");
    assertThat(json(call("GET", "/providers", "")).toString()).contains("\"platform\":\"local\"");
  }

  @Test
  void eventsAreStreamedAsTheyHappen() throws Exception {
    provider.script(
        attempt -> Recording.done(new PushOutcome.InvalidToken("Unregistered", Optional.empty())));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + server.address().getPort() + "/v1/apps/game/events"))
            .header("authorization", "Bearer " + KEY)
            .build();
    try (InputStream in = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      BufferedReader events = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      assertThat(events.readLine()).isEqualTo(": ");
      assertThat(events.readLine()).isEmpty();

      String id = send();

      assertThat(events.readLine()).isEqualTo("event: attempt");
      assertThat(events.readLine())
          .startsWith("data: {\"message\":\"" + id + "\"")
          .contains("\"state\":\"failed\"");
      assertThat(events.readLine()).isEmpty();
      assertThat(events.readLine()).isEqualTo("event: token-invalidated");
      assertThat(events.readLine()).startsWith("data: {\"platform\":\"local\"");
      assertThat(events.readLine()).isEmpty();

      String report = "{\"platform\":\"local\",\"token\":\"t1\",\"event\":\"displayed\"}";
      call("POST", "/messages/" + id + "/reports", report);

      assertThat(events.readLine()).isEqualTo("event: report");
      assertThat(events.readLine())
          .startsWith("data: {\"message\":\"" + id + "\"")
          .contains("\"event\":\"displayed\"");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      String post =
          "POST /v1/apps/game/messages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
              + KEY
              + "\r\ncontent-length: "
              + SEND.length()
              + "\r\n\r\n"
              + SEND;
      String get = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
      out.write((post + get).getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all.indexOf("202 Accepted")).isNotNegative();
      assertThat(all.indexOf("200 OK")).isGreaterThan(all.indexOf("202 Accepted"));
    }
  }

  @Test
  void httpsIsSpokenWithACertificate() throws Exception {
    TestCertificates certificates = TestCertificates.of("http");
    try (PushHttpServer https =
        PushHttpServer.builder(service, ApiKeys.none())
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .tls(certificates.key(), certificates.certificate())
            .start()) {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .sslContext(certificates.trusting())
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("https://localhost:" + https.address().getPort() + "/healthz"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @Test
  void everyOperationOfTheDescriptionExists() {
    JsonObject description = json(call("GET", "/openapi.json", "", ""));
    int operations = 0;
    for (Map.Entry<String, JsonElement> path : description.getAsJsonObject("paths").entrySet()) {
      for (String method : path.getValue().getAsJsonObject().keySet()) {
        if (method.equals("parameters") || path.getKey().endsWith("/events")) {
          continue;
        }
        String uri =
            path.getKey()
                .replace("{app}", "game")
                .replace("{id}", "00000000-0000-7000-8000-000000000000");
        HttpResponse<String> response =
            call(method.toUpperCase(java.util.Locale.ROOT), uri, "", KEY);
        assertThat(response.body())
            .as("%s %s", method, uri)
            .doesNotContain("nothing of this method at this path")
            .doesNotContain("paths begin with");
        operations++;
      }
    }
    assertThat(operations).isGreaterThan(14);
  }
}
