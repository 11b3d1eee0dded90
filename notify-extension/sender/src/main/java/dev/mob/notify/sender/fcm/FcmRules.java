package dev.mob.notify.sender.fcm;

import dev.mob.notify.sender.FcmOptions;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushContent;
import dev.mob.notify.sender.PushMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What FCM would refuse. */
final class FcmRules {
  /** "The maximum payload for both message types is 4096 bytes" (Firebase). */
  private static final int LIMIT = 4096;

  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final UUID ANY_ID = new UUID(0, 0);

  private FcmRules() {}

  static List<Problem> check(PushMessage message) {
    List<Problem> problems = new ArrayList<>();
    PushContent content = message.contentFor(Platform.FCM);
    FcmOptions fcm = message.fcm();
    for (String key : content.data().keySet()) {
      if (key.equals("from")
          || key.equals("message_type")
          || key.startsWith("google.")
          || key.startsWith("gcm.")) {
        problems.add(
            new Problem(
                "message.data." + key,
                "is reserved by FCM: from, message_type, google.* and gcm.* are"));
      }
    }
    fcm.color()
        .filter(color -> !COLOR.matcher(color).matches())
        .ifPresent(
            color ->
                problems.add(
                    new Problem(
                        "message.fcm.color", "'" + color + "' is not of the form #rrggbb")));
    int size = bytes(FcmMessage.data(ANY_ID, message));
    if (fcm.kind() == FcmOptions.Kind.NOTIFICATION) {
      size += bytes(content.title()) + bytes(content.body());
    }
    if (size > LIMIT) {
      problems.add(
          new Problem(
              "message",
              "takes "
                  + size
                  + " bytes on FCM, "
                  + LIMIT
                  + " at most: shorten the body or the data, or send an id to fetch the rest by"));
    }
    return problems;
  }

  private static int bytes(Map<String, String> data) {
    int bytes = 0;
    for (Map.Entry<String, String> entry : data.entrySet()) {
      bytes += bytes(Optional.of(entry.getKey())) + bytes(Optional.of(entry.getValue()));
    }
    return bytes;
  }

  private static int bytes(Optional<String> text) {
    return text.map(t -> t.getBytes(StandardCharsets.UTF_8).length).orElse(0);
  }
}
