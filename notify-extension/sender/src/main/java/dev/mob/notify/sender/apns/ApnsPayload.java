package dev.mob.notify.sender.apns;

import com.google.gson.stream.JsonWriter;
import dev.mob.notify.sender.ApnsOptions;
import dev.mob.notify.sender.ApnsPushType;
import dev.mob.notify.sender.InterruptionLevel;
import dev.mob.notify.sender.LiveActivity;
import dev.mob.notify.sender.LocalizedText;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.PushContent;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.internal.message.Envelope;
import dev.mob.notify.sender.internal.message.Json;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Messages as APNs takes them (Apple, "Generating a remote notification"). */
final class ApnsPayload {
  private ApnsPayload() {}

  static ApnsPushType pushType(PushMessage message) {
    ApnsOptions apns = message.apns();
    return apns.pushType()
        .orElseGet(
            () -> {
              if (apns.liveActivity().isPresent()) {
                return ApnsPushType.LIVE_ACTIVITY;
              }
              return message.contentFor(Platform.APNS).silent()
                  ? ApnsPushType.BACKGROUND
                  : ApnsPushType.ALERT;
            });
  }

  static String encode(UUID messageId, PushMessage message) {
    PushContent content = message.contentFor(Platform.APNS);
    return Json.object(
        json -> {
          json.name("aps").beginObject();
          writeAps(json, content, message.apns());
          json.endObject();
          json.name(Envelope.ID).value(messageId.toString());
          if (content.image().isPresent()) {
            json.name("mob_image").value(content.image().get().toString());
          }
          for (Map.Entry<String, String> entry : content.data().entrySet()) {
            json.name(entry.getKey()).value(entry.getValue());
          }
        });
  }

  private static void writeAps(JsonWriter json, PushContent content, ApnsOptions apns)
      throws IOException {
    if (content.hasText()) {
      json.name("alert").beginObject();
      text(json, "title", content.title().orElse(null));
      if (content.localizedTitle().isPresent()) {
        localized(json, "title-loc-key", "title-loc-args", content.localizedTitle().get());
      }
      text(json, "subtitle", content.subtitle().orElse(null));
      text(json, "body", content.body().orElse(null));
      if (content.localizedBody().isPresent()) {
        localized(json, "loc-key", "loc-args", content.localizedBody().get());
      }
      json.endObject();
    }
    if (content.badge().isPresent()) {
      json.name("badge").value(content.badge().getAsInt());
    }
    writeSound(json, content, apns);
    text(json, "category", content.category().orElse(null));
    text(json, "thread-id", content.thread().orElse(null));
    text(json, "interruption-level", content.interruptionLevel().map(l -> l.id()).orElse(null));
    if (apns.relevanceScore().isPresent()) {
      json.name("relevance-score").value(apns.relevanceScore().getAsDouble());
    }
    if (content.silent() || apns.contentAvailable()) {
      json.name("content-available").value(1);
    }
    // A picture is fetched by the app's notification service extension, which runs only if asked.
    if (content.mutableContent() || content.image().isPresent()) {
      json.name("mutable-content").value(1);
    }
    text(json, "target-content-id", apns.targetContentId().orElse(null));
    text(json, "filter-criteria", apns.filterCriteria().orElse(null));
    if (apns.liveActivity().isPresent()) {
      writeLiveActivity(json, apns.liveActivity().get());
    }
  }

  private static void writeSound(JsonWriter json, PushContent content, ApnsOptions apns)
      throws IOException {
    boolean critical =
        content.interruptionLevel().filter(l -> l == InterruptionLevel.CRITICAL).isPresent();
    if (critical) {
      json.name("sound").beginObject();
      json.name("critical").value(1);
      json.name("name").value(content.sound().orElse("default"));
      json.name("volume").value(apns.criticalVolume().orElse(1));
      json.endObject();
    } else {
      text(json, "sound", content.sound().orElse(null));
    }
  }

  private static void writeLiveActivity(JsonWriter json, LiveActivity activity) throws IOException {
    json.name("event").value(activity.event().id());
    json.name("timestamp").value(activity.timestamp().getEpochSecond());
    json.name("content-state");
    Json.value(json, activity.contentState());
    if (activity.staleDate().isPresent()) {
      json.name("stale-date").value(activity.staleDate().get().getEpochSecond());
    }
    if (activity.dismissalDate().isPresent()) {
      json.name("dismissal-date").value(activity.dismissalDate().get().getEpochSecond());
    }
    if (activity.attributesType().isPresent()) {
      json.name("attributes-type").value(activity.attributesType().get());
      json.name("attributes");
      Json.value(json, activity.attributes());
    }
  }

  private static void text(JsonWriter json, String name, String value) throws IOException {
    if (value != null) {
      json.name(name).value(value);
    }
  }

  private static void localized(JsonWriter json, String key, String arguments, LocalizedText text)
      throws IOException {
    json.name(key).value(text.key());
    if (!text.arguments().isEmpty()) {
      json.name(arguments);
      Json.value(json, text.arguments());
    }
  }
}
