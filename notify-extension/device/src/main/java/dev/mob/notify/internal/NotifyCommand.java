package dev.mob.notify.internal;

import dev.mob.extension.OperatorCommand;
import dev.mob.notify.LocalNotification;
import dev.mob.notify.Notify;
import dev.mob.notify.NotifyStatus;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code mob notify}: what the extension holds; {@code mob notify token}, {@code list}. */
final class NotifyCommand implements OperatorCommand {
  private final Notify notify;

  NotifyCommand(Notify notify) {
    this.notify = notify;
  }

  @Override
  public String name() {
    return "notify";
  }

  @Override
  public String summary() {
    return "Show what notifications wait and were dropped; 'token' and 'list' show those";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    Object words = arguments.getOrDefault("words", Collections.emptyList());
    String word =
        words instanceof List && !((List<?>) words).isEmpty()
            ? String.valueOf(((List<?>) words).get(0))
            : "status";
    switch (word) {
      case "status":
        reply.item(status(notify.status()));
        break;
      case "token":
        // In full, since the operator asks for it, to send to it.
        reply.item(
            notify
                .token()
                .map(PushToken::value)
                .orElse("no token; an app asks for one with Notify.register"));
        break;
      case "list":
        for (LocalNotification row : notify.list()) {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("id", row.id());
          item.put("title", row.title());
          item.put("when", String.valueOf(row.when().orElse(null)));
          reply.item(item);
        }
        break;
      default:
        throw new IllegalArgumentException("mob notify knows status, token and list, not " + word);
    }
  }

  private static Map<String, Object> status(NotifyStatus status) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("permission", word(status.permission()));
    item.put("token", status.token().map(PushToken::toString).orElse("none"));
    status.failure().map(RegistrationFailure::message).ifPresent(text -> item.put("failure", text));
    item.put("subscribers", String.join(", ", status.subscribers()));
    item.put("waiting", (long) status.waiting());
    item.put("scheduled", (long) status.scheduled());
    item.put("receipts", (long) status.receipts());
    NotifyStatus.Counts counts = status.counts();
    item.put("received", counts.received());
    item.put("acknowledged", counts.acknowledged());
    item.put("duplicates", counts.duplicates());
    item.put("retries", counts.retries());
    item.put("dropped-queue-full", counts.overflowed());
    item.put("dropped-failed", counts.givenUp());
    item.put("overdue", counts.overdue());
    return item;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
