package dev.mob.notify.sender.internal.message;

import com.google.gson.stream.JsonWriter;
import dev.mob.notify.sender.ApnsOptions;
import dev.mob.notify.sender.ApnsPushType;
import dev.mob.notify.sender.FcmOptions;
import dev.mob.notify.sender.InterruptionLevel;
import dev.mob.notify.sender.InvalidMessageException;
import dev.mob.notify.sender.LiveActivity;
import dev.mob.notify.sender.LocalizedText;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Priority;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushContent;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.WebPushOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages as JSON: the form of the HTTP API and of the database. Times are ISO 8601, durations
 * whole seconds.
 */
public final class MessageJson {
  private MessageJson() {}

  public static String write(PushMessage message) {
    return Json.object(
        json -> {
          writeContent(json, message.content());
          if (!message.overrides().isEmpty()) {
            json.name("overrides").beginObject();
            for (Map.Entry<Platform, PushContent> override : message.overrides().entrySet()) {
              json.name(override.getKey().id()).beginObject();
              writeContent(json, override.getValue());
              json.endObject();
            }
            json.endObject();
          }
          if (!message.apns().equals(ApnsOptions.none())) {
            json.name("apns").beginObject();
            writeApns(json, message.apns());
            json.endObject();
          }
          if (!message.fcm().equals(FcmOptions.none())) {
            json.name("fcm").beginObject();
            writeFcm(json, message.fcm());
            json.endObject();
          }
          if (!message.webPush().equals(WebPushOptions.none())) {
            json.name("webPush").beginObject();
            text(json, "urgency", message.webPush().urgency().map(WebPushOptions.Urgency::id));
            text(json, "url", message.webPush().url());
            json.endObject();
          }
        });
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidMessageException when it did not
   */
  public static PushMessage read(String json) {
    List<Problem> problems = new ArrayList<>();
    PushMessage message = read(new Fields("message", Json.parseObject(json), problems));
    if (!problems.isEmpty()) {
      throw new InvalidMessageException(problems);
    }
    return message;
  }

  /** Reads a message that anyone may have written; problems go where {@code fields} keeps them. */
  public static PushMessage read(Fields fields) {
    PushMessage.Builder message = PushMessage.builder();
    message.content(content -> readContent(fields, content));
    fields
        .object("overrides")
        .ifPresent(
            overrides -> {
              for (Platform platform : Platform.values()) {
                overrides
                    .object(platform.id())
                    .ifPresent(
                        override ->
                            message.override(
                                platform,
                                content -> {
                                  readContent(override, content);
                                  override.rejectOthers();
                                }));
              }
              overrides.rejectOthers();
            });
    fields.object("apns").ifPresent(apns -> message.apns(readApns(apns)));
    fields.object("fcm").ifPresent(fcm -> message.fcm(readFcm(fcm)));
    fields
        .object("webPush")
        .ifPresent(
            webPush -> {
              message.webPush(
                  new WebPushOptions(
                      webPush.choice(
                          "urgency", WebPushOptions.Urgency.class, WebPushOptions.Urgency::id),
                      webPush.string("url")));
              webPush.rejectOthers();
            });
    fields.rejectOthers();
    return message.build();
  }

  private static void writeContent(JsonWriter json, PushContent content) throws IOException {
    text(json, "title", content.title());
    localized(json, "localizedTitle", content.localizedTitle());
    text(json, "subtitle", content.subtitle());
    text(json, "body", content.body());
    localized(json, "localizedBody", content.localizedBody());
    text(json, "image", content.image().map(URI::toString));
    text(json, "sound", content.sound());
    if (content.badge().isPresent()) {
      json.name("badge").value(content.badge().getAsInt());
    }
    text(json, "category", content.category());
    text(json, "thread", content.thread());
    text(json, "interruptionLevel", content.interruptionLevel().map(InterruptionLevel::id));
    if (content.ttl().isPresent()) {
      json.name("ttl").value(content.ttl().get().toSeconds());
    }
    text(json, "priority", content.priority().map(Priority::id));
    text(json, "collapseId", content.collapseId());
    if (content.explicitSilent().isPresent()) {
      json.name("silent").value(content.explicitSilent().get());
    }
    if (content.explicitMutableContent().isPresent()) {
      json.name("mutableContent").value(content.explicitMutableContent().get());
    }
    if (!content.data().isEmpty()) {
      json.name("data");
      Json.value(json, content.data());
    }
  }

  private static void readContent(Fields fields, PushContent.Builder content) {
    fields.string("title").ifPresent(content::title);
    readLocalized(fields, "localizedTitle").ifPresent(content::title);
    fields.string("subtitle").ifPresent(content::subtitle);
    fields.string("body").ifPresent(content::body);
    readLocalized(fields, "localizedBody").ifPresent(content::body);
    fields.parsed("image", URI::create).ifPresent(content::image);
    fields.string("sound").ifPresent(content::sound);
    fields
        .integer("badge")
        .ifPresent(badge -> content.badge((int) Math.max(-1, Math.min(badge, Integer.MAX_VALUE))));
    fields.string("category").ifPresent(content::category);
    fields.string("thread").ifPresent(content::thread);
    fields
        .choice("interruptionLevel", InterruptionLevel.class, InterruptionLevel::id)
        .ifPresent(content::interruptionLevel);
    fields.integer("ttl").map(Duration::ofSeconds).ifPresent(content::ttl);
    fields.choice("priority", Priority.class, Priority::id).ifPresent(content::priority);
    fields.string("collapseId").ifPresent(content::collapseId);
    fields.bool("silent").ifPresent(content::silent);
    fields.bool("mutableContent").ifPresent(content::mutableContent);
    fields
        .object("data")
        .ifPresent(
            data ->
                data.names()
                    .forEach(key -> data.string(key).ifPresent(value -> content.data(key, value))));
  }

  private static Optional<LocalizedText> readLocalized(Fields fields, String name) {
    return fields
        .object(name)
        .flatMap(
            text -> {
              Optional<String> key = text.string("key");
              if (key.isEmpty()) {
                text.problem("key", "is missing");
              }
              List<String> arguments = text.strings("arguments");
              text.rejectOthers();
              return key.map(k -> new LocalizedText(k, arguments));
            });
  }

  private static void writeApns(JsonWriter json, ApnsOptions apns) throws IOException {
    text(json, "pushType", apns.pushType().map(ApnsPushType::id));
    text(json, "topic", apns.topic());
    if (apns.relevanceScore().isPresent()) {
      json.name("relevanceScore").value(apns.relevanceScore().getAsDouble());
    }
    text(json, "targetContentId", apns.targetContentId());
    text(json, "filterCriteria", apns.filterCriteria());
    if (apns.criticalVolume().isPresent()) {
      json.name("criticalVolume").value(apns.criticalVolume().getAsDouble());
    }
    if (apns.contentAvailable()) {
      json.name("contentAvailable").value(true);
    }
    if (apns.liveActivity().isPresent()) {
      LiveActivity activity = apns.liveActivity().get();
      json.name("liveActivity").beginObject();
      json.name("event").value(activity.event().id());
      json.name("contentState");
      Json.value(json, activity.contentState());
      json.name("timestamp").value(activity.timestamp().toString());
      text(json, "staleDate", activity.staleDate().map(Instant::toString));
      text(json, "dismissalDate", activity.dismissalDate().map(Instant::toString));
      text(json, "attributesType", activity.attributesType());
      if (!activity.attributes().isEmpty()) {
        json.name("attributes");
        Json.value(json, activity.attributes());
      }
      json.endObject();
    }
  }

  private static ApnsOptions readApns(Fields fields) {
    ApnsOptions.Builder apns = ApnsOptions.builder();
    fields.choice("pushType", ApnsPushType.class, ApnsPushType::id).ifPresent(apns::pushType);
    fields.string("topic").ifPresent(apns::topic);
    fields.number("relevanceScore").ifPresent(apns::relevanceScore);
    fields.string("targetContentId").ifPresent(apns::targetContentId);
    fields.string("filterCriteria").ifPresent(apns::filterCriteria);
    fields.number("criticalVolume").ifPresent(apns::criticalVolume);
    fields.bool("contentAvailable").ifPresent(apns::contentAvailable);
    fields
        .object("liveActivity")
        .flatMap(MessageJson::readLiveActivity)
        .ifPresent(apns::liveActivity);
    fields.rejectOthers();
    return apns.build();
  }

  private static Optional<LiveActivity> readLiveActivity(Fields fields) {
    Optional<LiveActivity.Event> event =
        fields.choice("event", LiveActivity.Event.class, LiveActivity.Event::id);
    if (event.isEmpty()) {
      fields.problem("event", "is missing: start, update or end");
    }
    Optional<Instant> timestamp = fields.parsed("timestamp", Instant::parse);
    if (timestamp.isEmpty()) {
      fields.problem("timestamp", "is missing: when the state was true, as ISO 8601");
    }
    Map<String, Object> state = fields.object("contentState").map(Fields::values).orElse(Map.of());
    Optional<Instant> stale = fields.parsed("staleDate", Instant::parse);
    Optional<Instant> dismissal = fields.parsed("dismissalDate", Instant::parse);
    Optional<String> attributesType = fields.string("attributesType");
    Map<String, Object> attributes =
        fields.object("attributes").map(Fields::values).orElse(Map.of());
    fields.rejectOthers();
    if (event.isEmpty() || timestamp.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LiveActivity(
            event.get(), state, timestamp.get(), stale, dismissal, attributesType, attributes));
  }

  private static void writeFcm(JsonWriter json, FcmOptions fcm) throws IOException {
    json.name("kind").value(fcm.kind().id());
    text(json, "channel", fcm.channel());
    text(json, "icon", fcm.icon());
    text(json, "color", fcm.color());
    text(json, "clickAction", fcm.clickAction());
    text(json, "tag", fcm.tag());
    text(json, "restrictedPackage", fcm.restrictedPackage());
    if (fcm.directBootOk()) {
      json.name("directBootOk").value(true);
    }
  }

  private static FcmOptions readFcm(Fields fields) {
    FcmOptions.Builder fcm = FcmOptions.builder();
    fields.choice("kind", FcmOptions.Kind.class, FcmOptions.Kind::id).ifPresent(fcm::kind);
    fields.string("channel").ifPresent(fcm::channel);
    fields.string("icon").ifPresent(fcm::icon);
    fields.string("color").ifPresent(fcm::color);
    fields.string("clickAction").ifPresent(fcm::clickAction);
    fields.string("tag").ifPresent(fcm::tag);
    fields.string("restrictedPackage").ifPresent(fcm::restrictedPackage);
    fields.bool("directBootOk").ifPresent(fcm::directBootOk);
    fields.rejectOthers();
    return fcm.build();
  }

  private static void text(JsonWriter json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.name(name).value(value.get());
    }
  }

  private static void localized(JsonWriter json, String name, Optional<LocalizedText> text)
      throws IOException {
    if (text.isPresent()) {
      json.name(name).beginObject();
      json.name("key").value(text.get().key());
      if (!text.get().arguments().isEmpty()) {
        json.name("arguments");
        Json.value(json, text.get().arguments());
      }
      json.endObject();
    }
  }
}
