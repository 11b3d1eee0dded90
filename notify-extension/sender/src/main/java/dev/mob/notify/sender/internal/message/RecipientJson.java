package dev.mob.notify.sender.internal.message;

import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.TagExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Recipients as JSON: the form of the HTTP API and of the database. */
public final class RecipientJson {
  private RecipientJson() {}

  /** For the database, where a message's tokens are already deliveries and are left out. */
  public static String write(Recipient recipient) {
    return Json.object(
        json -> {
          if (recipient instanceof Recipient.User user) {
            json.name("user").value(user.user());
          } else if (recipient instanceof Recipient.Topic topic) {
            json.name("topic").value(topic.topic());
          } else if (recipient instanceof Recipient.Tagged tagged) {
            json.name("tags").value(tagged.expression().toString());
          } else {
            json.name("tokens").beginArray().endArray();
          }
        });
  }

  /** Reads what {@link #write} wrote. */
  public static Recipient read(String text) {
    List<Problem> problems = new ArrayList<>();
    return read(new Fields("to", Json.parseObject(text), problems))
        .orElseThrow(() -> new IllegalStateException("unreadable recipient: " + problems));
  }

  /** Reads a recipient that anyone may have written. */
  public static Optional<Recipient> read(Fields fields) {
    List<Recipient> found = new ArrayList<>();
    fields.string("user").map(Recipient::user).ifPresent(found::add);
    fields.string("topic").map(Recipient::topic).ifPresent(found::add);
    fields.parsed("tags", TagExpression::parse).map(Recipient.Tagged::new).ifPresent(found::add);
    if (fields.has("tokens")) {
      List<DeviceToken> tokens = new ArrayList<>();
      fields.objects("tokens", token -> readToken(token).ifPresent(tokens::add));
      found.add(Recipient.tokens(tokens));
    }
    fields.rejectOthers();
    if (found.size() == 1) {
      return Optional.of(found.get(0));
    }
    if (found.size() > 1) {
      fields.problem("", "name one of user, topic, tags and tokens, not several");
    } else if (Stream.of("user", "topic", "tags", "tokens").noneMatch(fields::has)) {
      fields.problem("", "must name one of user, topic, tags and tokens");
    }
    return Optional.empty();
  }

  /** Reads {@code {"platform": …, "token": …}}. */
  public static Optional<DeviceToken> readToken(Fields fields) {
    Optional<Platform> platform = fields.parsed("platform", Platform::ofId);
    Optional<String> token = fields.string("token");
    if (!fields.has("platform")) {
      fields.problem("platform", "is missing");
    }
    if (!fields.has("token")) {
      fields.problem("token", "is missing");
    }
    return platform.flatMap(p -> token.map(t -> new DeviceToken(p, t)));
  }
}
