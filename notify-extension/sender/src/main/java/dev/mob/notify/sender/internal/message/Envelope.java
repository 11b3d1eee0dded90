package dev.mob.notify.sender.internal.message;

import dev.mob.notify.sender.LocalizedText;
import dev.mob.notify.sender.Priority;
import dev.mob.notify.sender.PushContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How a message travels where the platform does not show it itself (FCM data messages, Web Push):
 * flat keys that begin with {@code mob_}, beside the app's own data. The device's extension reads
 * them. {@code docs/push-sender.md} lists them.
 */
public final class Envelope {
  /** Keys that begin so are ours; an app's data may not use them. */
  public static final String PREFIX = "mob_";

  /** The message's id, by which a device drops what it has seen. */
  public static final String ID = "mob_id";

  private Envelope() {}

  /** The app's data and the message's fields as strings. */
  public static Map<String, String> data(UUID messageId, PushContent content) {
    Map<String, String> data = new LinkedHashMap<>(content.data());
    data.put(ID, messageId.toString());
    put(data, "mob_title", content.title());
    localized(data, "mob_title_loc", content.localizedTitle());
    put(data, "mob_subtitle", content.subtitle());
    put(data, "mob_body", content.body());
    localized(data, "mob_body_loc", content.localizedBody());
    put(data, "mob_image", content.image().map(Object::toString));
    put(data, "mob_sound", content.sound());
    content.badge().ifPresent(badge -> data.put("mob_badge", Integer.toString(badge)));
    put(data, "mob_category", content.category());
    put(data, "mob_thread", content.thread());
    put(data, "mob_level", content.interruptionLevel().map(level -> level.id()));
    put(data, "mob_collapse", content.collapseId());
    put(data, "mob_priority", content.priority().map(Priority::id));
    if (content.silent()) {
      data.put("mob_silent", "1");
    }
    return data;
  }

  private static void put(Map<String, String> data, String key, Optional<String> value) {
    value.ifPresent(text -> data.put(key, text));
  }

  /** {@code mob_x_loc} is the key, {@code mob_x_loc_args} a JSON array of strings. */
  private static void localized(
      Map<String, String> data, String key, Optional<LocalizedText> text) {
    text.ifPresent(
        localized -> {
          data.put(key, localized.key());
          if (!localized.arguments().isEmpty()) {
            data.put(key + "_args", Json.array(localized.arguments()));
          }
        });
  }
}
