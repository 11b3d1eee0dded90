package dev.mob.notify.command;

import dev.mob.control.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Speaks to a station's HTTP API for one app. For use by one thread. */
final class StationClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StationAddress address;
  private final String app;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  StationClient(StationAddress address, String app) {
    this.address = address;
    this.app = app;
  }

  Map<?, ?> get(String path) {
    return (Map<?, ?>) exchange(request(path).GET().timeout(PATIENCE).build());
  }

  Map<?, ?> post(String path, Object body) {
    return (Map<?, ?>)
        exchange(
            request(path)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .build());
  }

  /** All entries of a list that comes in pages. */
  List<Map<?, ?>> pages(String path, String name) {
    List<Map<?, ?>> all = new ArrayList<>();
    String next = path;
    while (next != null) {
      Map<?, ?> page = get(next);
      for (Object entry : (List<?>) page.get(name)) {
        all.add((Map<?, ?>) entry);
      }
      Object after = page.get("next");
      next = after == null ? null : path + (path.contains("?") ? "&" : "?") + "after=" + after;
    }
    return all;
  }

  /** Follows the app's events until the station ends; each is its name and its data. */
  void events(Consumer<Event> consumer) {
    try {
      HttpResponse<Stream<String>> response =
          http.send(request("events").GET().build(), HttpResponse.BodyHandlers.ofLines());
      if (response.statusCode() != 200) {
        throw new PushFailure(1, "the station answers " + response.statusCode());
      }
      String[] name = {""};
      try (Stream<String> lines = response.body()) {
        lines.forEach(
            line -> {
              if (line.startsWith("event: ")) {
                name[0] = line.substring("event: ".length());
              } else if (line.startsWith("data: ")) {
                consumer.accept(
                    new Event(name[0], (Map<?, ?>) Json.read(line.substring("data: ".length()))));
              }
            });
      }
    } catch (IOException | UncheckedIOException e) {
      throw new PushFailure(1, "the push station at " + address + " has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something that has happened at the station. */
  record Event(String name, Map<?, ?> data) {}

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address.url() + "/v1/apps/" + app + "/" + path))
        .header("authorization", "Bearer " + address.key());
  }

  private Object exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new PushFailure(
            response.statusCode() == 400 || response.statusCode() == 422 ? 2 : 1,
            problem(response));
      }
      return response.body().isEmpty() ? Map.of() : Json.read(response.body());
    } catch (IOException e) {
      throw new PushFailure(1, "the push station at " + address + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PushFailure(1, "interrupted", e);
    }
  }

  /** RFC 9457: what is wrong, and where. */
  private static String problem(HttpResponse<String> response) {
    try {
      Map<?, ?> problem = (Map<?, ?>) Json.read(response.body());
      StringBuilder text = new StringBuilder(String.valueOf(problem.get("title")));
      for (Object each : problem.get("problems") instanceof List<?> several ? several : List.of()) {
        Map<?, ?> one = (Map<?, ?>) each;
        text.append("\n  ").append(one.get("path")).append(": ").append(one.get("text"));
      }
      return text.toString();
    } catch (RuntimeException notJson) {
      return "the station answers " + response.statusCode() + ": " + response.body();
    }
  }
}
