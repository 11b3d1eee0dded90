package dev.mob.notify.sender.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.mob.notify.sender.Accepted;
import dev.mob.notify.sender.DeliveryReceipt;
import dev.mob.notify.sender.Device;
import dev.mob.notify.sender.DeviceReport;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.DryRun;
import dev.mob.notify.sender.InvalidMessageException;
import dev.mob.notify.sender.MessageStatus;
import dev.mob.notify.sender.OutboxException;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.ProviderStatus;
import dev.mob.notify.sender.PushDevices;
import dev.mob.notify.sender.PushSender;
import dev.mob.notify.sender.PushService;
import dev.mob.notify.sender.Registration;
import dev.mob.notify.sender.internal.message.Fields;
import dev.mob.notify.sender.internal.message.RecipientJson;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each method and path does; {@code openapi.json} describes it. Blocks on the disk. */
final class Api {
  private static final Logger log = LoggerFactory.getLogger(Api.class);
  private static final int MOST = 1_000;

  private final PushService service;

  Api(PushService service) {
    this.service = service;
  }

  /** A request whose caller may act for this app. */
  record Call(
      String method, PushSender sender, List<String> path, QueryStringDecoder uri, String body) {}

  /** Never throws. */
  Reply answer(Call call) {
    try {
      return route(call);
    } catch (InvalidMessageException e) {
      return Reply.problem(400, "the request is not valid", e.problems());
    } catch (OutboxException e) {
      return Reply.problem(503, e.getMessage());
    } catch (RuntimeException e) {
      log.error("the push API failed at {} {}", call.method(), call.path(), e);
      return Reply.problem(500, "an error in the sender; its log has the details");
    }
  }

  private Reply route(Call call) {
    List<String> path = call.path();
    String first = path.isEmpty() ? "" : path.get(0);
    String route = call.method() + " " + first + (path.size() > 1 ? "/*" : "");
    if (path.size() > 2) {
      route += "/" + path.get(2);
    }
    if (path.size() > 3) {
      return notFound();
    }
    return switch (route) {
      case "POST messages" -> send(call);
      case "GET messages" -> messages(call);
      case "GET messages/*" -> status(call);
      case "GET messages/*/receipts" -> receipts(call);
      case "POST messages/*/cancel" -> change(call, call.sender()::cancel, "finished already");
      case "POST messages/*/pause" ->
          change(call, call.sender()::pause, "finished or paused already");
      case "POST messages/*/resume" -> change(call, call.sender()::resume, "not paused");
      case "POST messages/*/reports" -> report(call);
      case "POST devices" -> register(call);
      case "GET devices" -> devices(call);
      case "DELETE devices" -> unregister(call);
      case "GET providers" -> providers(call);
      case "POST pause" -> {
        call.sender().pause();
        yield Reply.noContent();
      }
      case "POST resume" -> {
        call.sender().resume();
        yield Reply.noContent();
      }
      default -> notFound();
    };
  }

  private static Reply notFound() {
    return Reply.problem(404, "there is nothing of this method at this path; see /openapi.json");
  }

  private <T> T read(Call call, Function<Fields, Optional<T>> read) {
    List<Problem> problems = new ArrayList<>();
    Optional<T> value = Optional.empty();
    try {
      JsonElement element = JsonParser.parseString(call.body());
      if (element.isJsonObject()) {
        value = read.apply(new Fields("", element.getAsJsonObject(), problems));
      } else {
        problems.add(new Problem("", "the body must be a JSON object"));
      }
    } catch (JsonParseException | StackOverflowError e) {
      problems.add(new Problem("", "the body is not JSON" + place(e)));
    }
    if (!problems.isEmpty() || value.isEmpty()) {
      throw new InvalidMessageException(problems);
    }
    return value.get();
  }

  /** Where the parser stopped; what else it says is meant for its own callers. */
  private static String place(Throwable failure) {
    Matcher at = Pattern.compile("at line \\d+ column \\d+").matcher("" + failure.getMessage());
    return at.find() ? ", " + at.group() : "";
  }

  private Reply send(Call call) {
    ApiJson.Send send = read(call, ApiJson::readSend);
    if (send.dryRun()) {
      DryRun run = call.sender().dryRun(send.request());
      if (!run.valid()) {
        throw new InvalidMessageException(run.problems());
      }
      return Reply.json(200, json -> json.name("devices").value(run.devices()));
    }
    Accepted accepted = call.sender().send(send.request());
    return Reply.json(
        202,
        json -> {
          json.name("id").value(accepted.id().toString());
          json.name("duplicate").value(accepted.duplicate());
        });
  }

  private Reply messages(Call call) {
    Optional<UUID> before = parameter(call, "before").map(Api::id);
    List<MessageStatus> page = call.sender().messages(before, limit(call));
    return Reply.json(
        200,
        json -> {
          json.name("messages").beginArray();
          for (MessageStatus status : page) {
            json.beginObject();
            ApiJson.write(json, status);
            json.endObject();
          }
          json.endArray();
        });
  }

  private Reply status(Call call) {
    return call.sender()
        .status(id(call.path().get(1)))
        .map(status -> Reply.json(200, json -> ApiJson.write(json, status)))
        .orElseGet(Api::unknownMessage);
  }

  private Reply receipts(Call call) {
    UUID id = id(call.path().get(1));
    if (call.sender().status(id).isEmpty()) {
      return unknownMessage();
    }
    int limit = limit(call);
    List<DeliveryReceipt> page = call.sender().receipts(id, after(call), limit);
    return Reply.json(
        200,
        json -> {
          json.name("receipts").beginArray();
          for (DeliveryReceipt receipt : page) {
            json.beginObject();
            ApiJson.write(json, receipt);
            json.endObject();
          }
          json.endArray();
          if (page.size() == limit) {
            json.name("next").value(page.get(limit - 1).cursor());
          }
        });
  }

  private static Reply change(Call call, Function<UUID, Boolean> change, String otherwise) {
    UUID id = id(call.path().get(1));
    if (change.apply(id)) {
      return Reply.noContent();
    }
    return call.sender().status(id).isEmpty()
        ? unknownMessage()
        : Reply.problem(409, "the message is " + otherwise);
  }

  private Reply report(Call call) {
    record Report(DeviceToken token, DeviceReport event) {}
    UUID id = id(call.path().get(1));
    Report report =
        read(
            call,
            body -> {
              Optional<DeviceToken> token = RecipientJson.readToken(body);
              Optional<DeviceReport> event =
                  body.choice("event", DeviceReport.class, e -> e.name().toLowerCase(Locale.ROOT));
              if (!body.has("event")) {
                body.problem("event", "is missing: displayed or tapped");
              }
              body.rejectOthers();
              return token.flatMap(t -> event.map(e -> new Report(t, e)));
            });
    call.sender().report(id, report.token(), report.event());
    return Reply.noContent();
  }

  private Reply register(Call call) {
    Registration registration = read(call, ApiJson::readRegistration);
    call.sender().devices().register(registration);
    return Reply.noContent();
  }

  private Reply unregister(Call call) {
    DeviceToken token =
        read(
            call,
            body -> {
              Optional<DeviceToken> read = RecipientJson.readToken(body);
              body.rejectOthers();
              return read;
            });
    return call.sender().devices().unregister(token)
        ? Reply.noContent()
        : Reply.problem(404, "no such device is registered");
  }

  private Reply devices(Call call) {
    Optional<String> user = parameter(call, "user");
    PushDevices registry = call.sender().devices();
    PushDevices.Page page =
        user.isPresent()
            ? new PushDevices.Page(registry.ofUser(user.get()), Optional.empty())
            : registry.list(after(call), limit(call));
    return Reply.json(
        200,
        json -> {
          json.name("devices").beginArray();
          for (Device device : page.devices()) {
            json.beginObject();
            ApiJson.write(json, device);
            json.endObject();
          }
          json.endArray();
          if (page.cursor().isPresent()) {
            json.name("next").value(page.cursor().get());
          }
        });
  }

  private Reply providers(Call call) {
    List<ProviderStatus> own =
        service.providers().stream()
            .filter(status -> status.app().equals(call.sender().app()))
            .toList();
    return Reply.json(
        200,
        json -> {
          json.name("providers").beginArray();
          for (ProviderStatus status : own) {
            json.beginObject();
            json.name("platform").value(status.platform().id());
            json.name("state").value(status.state().name().toLowerCase(Locale.ROOT));
            json.name("inFlight").value(status.inFlight());
            Reply.optional(json, "reason", status.reason());
            json.endObject();
          }
          json.endArray();
        });
  }

  private static Reply unknownMessage() {
    return Reply.problem(404, "no such message is known, or it is no longer kept");
  }

  private static Optional<String> parameter(Call call, String name) {
    return Optional.ofNullable(call.uri().parameters().get(name)).map(values -> values.get(0));
  }

  private static int limit(Call call) {
    return parameter(call, "limit")
        .map(text -> (int) Math.max(1, Math.min(MOST, number("limit", text))))
        .orElse(100);
  }

  private static long after(Call call) {
    return parameter(call, "after").map(text -> number("after", text)).orElse(0L);
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidMessageException(
          List.of(new Problem(name, "'" + text + "' is not a whole number")));
    }
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessageException(
          List.of(new Problem("id", "'" + text + "' is not a message's id")));
    }
  }
}
