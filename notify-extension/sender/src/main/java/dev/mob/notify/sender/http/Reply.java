package dev.mob.notify.sender.http;

import com.google.gson.stream.JsonWriter;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.internal.message.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An answer of the API: a status and a JSON body. */
record Reply(int status, String contentType, String body) {

  static Reply json(int status, Json.Body body) {
    return new Reply(status, "application/json", Json.object(body));
  }

  static Reply noContent() {
    return new Reply(204, "application/json", "");
  }

  /** RFC 9457. */
  static Reply problem(int status, String title, List<Problem> problems) {
    return new Reply(
        status,
        "application/problem+json",
        Json.object(
            json -> {
              json.name("status").value(status);
              json.name("title").value(title);
              if (!problems.isEmpty()) {
                json.name("problems").beginArray();
                for (Problem problem : problems) {
                  json.beginObject();
                  json.name("path").value(problem.path());
                  json.name("text").value(problem.text());
                  json.endObject();
                }
                json.endArray();
              }
            }));
  }

  static Reply problem(int status, String title) {
    return problem(status, title, List.of());
  }

  static void optional(JsonWriter json, String name, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      json.name(name).value(value.get().toString());
    }
  }
}
