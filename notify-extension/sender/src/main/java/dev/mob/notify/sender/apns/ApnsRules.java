package dev.mob.notify.sender.apns;

import dev.mob.notify.sender.ApnsOptions;
import dev.mob.notify.sender.ApnsPushType;
import dev.mob.notify.sender.InterruptionLevel;
import dev.mob.notify.sender.LiveActivity;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushContent;
import dev.mob.notify.sender.PushMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What APNs would refuse, or silently drop. */
final class ApnsRules {
  private static final UUID ANY_ID = new UUID(0, 0);

  private ApnsRules() {}

  static List<Problem> check(PushMessage message) {
    List<Problem> problems = new ArrayList<>();
    ApnsOptions apns = message.apns();
    PushContent content = message.contentFor(Platform.APNS);
    ApnsPushType type = ApnsPayload.pushType(message);
    if (type == ApnsPushType.BACKGROUND && !content.silent()) {
      problems.add(
          new Problem(
              "message.apns.pushType", "a background push must be silent: set message.silent"));
    }
    if (type == ApnsPushType.ALERT && content.silent()) {
      problems.add(
          new Problem(
              "message.apns.pushType", "an alert push is not silent: APNs would not deliver it"));
    }
    if ((type == ApnsPushType.LIVE_ACTIVITY) != apns.liveActivity().isPresent()) {
      problems.add(
          new Problem(
              "message.apns.liveActivity",
              "goes with the push type liveactivity, and that with it"));
    }
    apns.liveActivity().ifPresent(activity -> check(activity, problems));
    apns.relevanceScore()
        .ifPresent(
            score -> {
              if (apns.liveActivity().isEmpty() && !(score >= 0 && score <= 1)) {
                problems.add(
                    new Problem("message.apns.relevanceScore", score + " is not within 0 to 1"));
              }
            });
    apns.criticalVolume()
        .ifPresent(
            volume -> {
              if (!(volume >= 0 && volume <= 1)) {
                problems.add(
                    new Problem("message.apns.criticalVolume", volume + " is not within 0 to 1"));
              }
              if (content
                  .interruptionLevel()
                  .filter(level -> level == InterruptionLevel.CRITICAL)
                  .isEmpty()) {
                problems.add(
                    new Problem(
                        "message.apns.criticalVolume",
                        "goes with the interruption level critical only"));
              }
            });
    if (problems.isEmpty()) {
      checkSize(message, type, problems);
    }
    return problems;
  }

  private static void check(LiveActivity activity, List<Problem> problems) {
    String path = "message.apns.liveActivity";
    if (activity.event() == LiveActivity.Event.START
        && (activity.attributesType().isEmpty() || activity.attributes().isEmpty())) {
      problems.add(
          new Problem(path + ".attributes", "a start needs attributesType and attributes"));
    }
    if (activity.event() != LiveActivity.Event.END && activity.contentState().isEmpty()) {
      problems.add(new Problem(path + ".contentState", "is empty"));
    }
  }

  private static void checkSize(PushMessage message, ApnsPushType type, List<Problem> problems) {
    int size;
    try {
      size = ApnsPayload.encode(ANY_ID, message).getBytes(StandardCharsets.UTF_8).length;
    } catch (IllegalArgumentException e) {
      problems.add(new Problem("message.apns.liveActivity", e.getMessage()));
      return;
    }
    if (size > type.payloadLimit()) {
      problems.add(
          new Problem(
              "message",
              "takes "
                  + size
                  + " bytes on APNs, "
                  + type.payloadLimit()
                  + " at most: shorten the body or the data, or send an id to fetch the rest by"));
    }
  }
}
