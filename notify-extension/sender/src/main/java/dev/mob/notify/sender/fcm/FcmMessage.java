package dev.mob.notify.sender.fcm;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.Message;
import dev.mob.notify.sender.FcmOptions;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Priority;
import dev.mob.notify.sender.PushContent;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.internal.message.Envelope;
import dev.mob.notify.sender.provider.PushAttempt;
import java.util.Map;
import java.util.UUID;

/** Messages as FCM's HTTP v1 takes them. */
final class FcmMessage {
  private FcmMessage() {}

  /** The SDK would rather have installation ids, but what devices report are tokens. */
  @SuppressWarnings("deprecation")
  static Message of(PushAttempt attempt) {
    PushMessage message = attempt.message();
    PushContent content = message.contentFor(Platform.FCM);
    FcmOptions fcm = message.fcm();
    AndroidConfig.Builder android =
        AndroidConfig.builder()
            .setPriority(
                content.priority().orElse(Priority.HIGH) == Priority.HIGH
                    ? AndroidConfig.Priority.HIGH
                    : AndroidConfig.Priority.NORMAL)
            .setTtl(attempt.timeToLive().toMillis());
    content.collapseId().ifPresent(android::setCollapseKey);
    fcm.restrictedPackage().ifPresent(android::setRestrictedPackageName);
    if (fcm.directBootOk()) {
      android.setDirectBootOk(true);
    }
    if (fcm.kind() == FcmOptions.Kind.NOTIFICATION && !content.silent()) {
      android.setNotification(notification(content, fcm));
    }
    return Message.builder()
        .setToken(attempt.token())
        .putAllData(data(attempt.messageId(), message))
        .setAndroidConfig(android.build())
        .build();
  }

  /** The data of a message; also what its size is measured by. */
  static Map<String, String> data(UUID messageId, PushMessage message) {
    PushContent content = message.contentFor(Platform.FCM);
    Map<String, String> data = Envelope.data(messageId, content);
    message.fcm().channel().ifPresent(channel -> data.put("mob_channel", channel));
    return data;
  }

  private static AndroidNotification notification(PushContent content, FcmOptions fcm) {
    AndroidNotification.Builder notification = AndroidNotification.builder();
    content.title().ifPresent(notification::setTitle);
    content
        .localizedTitle()
        .ifPresent(
            text ->
                notification
                    .setTitleLocalizationKey(text.key())
                    .addAllTitleLocalizationArgs(text.arguments()));
    content.body().ifPresent(notification::setBody);
    content
        .localizedBody()
        .ifPresent(
            text ->
                notification
                    .setBodyLocalizationKey(text.key())
                    .addAllBodyLocalizationArgs(text.arguments()));
    content.image().ifPresent(image -> notification.setImage(image.toString()));
    content.sound().ifPresent(notification::setSound);
    content.badge().ifPresent(notification::setNotificationCount);
    fcm.channel().ifPresent(notification::setChannelId);
    fcm.icon().ifPresent(notification::setIcon);
    fcm.color().ifPresent(notification::setColor);
    fcm.clickAction().ifPresent(notification::setClickAction);
    fcm.tag().ifPresent(notification::setTag);
    return notification.build();
  }
}
