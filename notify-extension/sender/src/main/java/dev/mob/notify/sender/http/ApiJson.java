package dev.mob.notify.sender.http;

import com.google.gson.stream.JsonWriter;
import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.DeliveryReceipt;
import dev.mob.notify.sender.Device;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.MessageStatus;
import dev.mob.notify.sender.PushListener.Attempt;
import dev.mob.notify.sender.PushListener.Report;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.Registration;
import dev.mob.notify.sender.SendRequest;
import dev.mob.notify.sender.WebPushKeys;
import dev.mob.notify.sender.internal.message.Fields;
import dev.mob.notify.sender.internal.message.Json;
import dev.mob.notify.sender.internal.message.MessageJson;
import dev.mob.notify.sender.internal.message.RecipientJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The API's bodies. What is wrong with one is gathered by its {@link Fields}. */
final class ApiJson {
  private ApiJson() {}

  /**
   * A request to send.
   *
   * @param dryRun whether only to say what would happen
   */
  record Send(SendRequest request, boolean dryRun) {}

  /** Reads a request to send; empty when problems were found. */
  static Optional<Send> readSend(Fields body) {
    Optional<PushMessage> message = body.object("message").map(MessageJson::read);
    Optional<Recipient> to = body.object("to").flatMap(RecipientJson::read);
    if (!body.has("message")) {
      body.problem("message", "is missing");
    }
    if (!body.has("to")) {
      body.problem("to", "is missing: a user, a topic, tags or tokens");
    }
    Optional<String> key = body.string("key");
    Optional<Instant> at = body.parsed("at", Instant::parse);
    boolean dryRun = body.bool("dryRun").orElse(false);
    body.rejectOthers();
    return message.flatMap(m -> to.map(t -> new Send(new SendRequest(m, t, key, at), dryRun)));
  }

  /** Reads a registration; empty when problems were found. */
  static Optional<Registration> readRegistration(Fields body) {
    Optional<DeviceToken> token = RecipientJson.readToken(body);
    Optional<String> user = body.string("user");
    Optional<Set<String>> tags =
        body.has("tags") ? Optional.of(Set.copyOf(body.strings("tags"))) : Optional.empty();
    Optional<Set<String>> topics =
        body.has("topics") ? Optional.of(Set.copyOf(body.strings("topics"))) : Optional.empty();
    Optional<String> apnsTopic = body.string("apnsTopic");
    Optional<ApnsEnvironment> environment =
        body.choice("apnsEnvironment", ApnsEnvironment.class, ApnsEnvironment::id);
    Optional<WebPushKeys> keys =
        body.object("webPushKeys")
            .flatMap(
                object -> {
                  Optional<String> p256dh = object.string("p256dh");
                  Optional<String> auth = object.string("auth");
                  object.rejectOthers();
                  return p256dh.flatMap(p -> auth.map(a -> new WebPushKeys(p, a)));
                });
    body.rejectOthers();
    return token.map(t -> new Registration(t, user, tags, topics, apnsTopic, environment, keys));
  }

  static void write(JsonWriter json, MessageStatus status) throws IOException {
    json.name("id").value(status.id().toString());
    json.name("state").value(status.state().name().toLowerCase(Locale.ROOT));
    json.name("paused").value(status.paused());
    json.name("accepted").value(status.accepted().toString());
    json.name("due").value(status.due().toString());
    json.name("expires").value(status.expires().toString());
    json.name("total").value(status.total());
    json.name("open").value(status.open());
    json.name("sent").value(status.sent());
    json.name("failed").value(status.failed());
    json.name("expired").value(status.expired());
    json.name("cancelled").value(status.cancelled());
    json.name("displayed").value(status.displayed());
    json.name("tapped").value(status.tapped());
  }

  static void write(JsonWriter json, DeliveryReceipt receipt) throws IOException {
    write(json, receipt.device());
    json.name("state").value(receipt.state().name().toLowerCase(Locale.ROOT));
    json.name("attempts").value(receipt.attempts());
    Reply.optional(json, "providerId", receipt.providerId());
    Reply.optional(json, "reason", receipt.reason());
    json.name("updated").value(receipt.updated().toString());
    Reply.optional(json, "displayed", receipt.displayed());
    Reply.optional(json, "tapped", receipt.tapped());
  }

  static void write(JsonWriter json, Device device) throws IOException {
    write(json, device.token());
    Reply.optional(json, "user", device.user());
    json.name("tags");
    Json.value(json, device.tags().stream().sorted().toList());
    json.name("topics");
    Json.value(json, device.topics().stream().sorted().toList());
    Reply.optional(json, "apnsTopic", device.apnsTopic());
    Reply.optional(json, "apnsEnvironment", device.apnsEnvironment().map(ApnsEnvironment::id));
    json.name("seen").value(device.seen().toString());
    Reply.optional(json, "invalidated", device.invalidated());
  }

  static void write(JsonWriter json, Attempt attempt) throws IOException {
    json.name("message").value(attempt.message().toString());
    write(json, attempt.device());
    json.name("state").value(attempt.state().name().toLowerCase(Locale.ROOT));
    json.name("attempt").value(attempt.attempt());
    if (!attempt.reason().isEmpty()) {
      json.name("reason").value(attempt.reason());
    }
    json.name("at").value(attempt.at().toString());
  }

  static void write(JsonWriter json, Report report) throws IOException {
    json.name("message").value(report.message().toString());
    write(json, report.device());
    json.name("event").value(report.event().name().toLowerCase(Locale.ROOT));
    json.name("at").value(report.at().toString());
  }

  private static void write(JsonWriter json, DeviceToken token) throws IOException {
    json.name("platform").value(token.platform().id());
    json.name("token").value(token.value());
  }
}
