package dev.mob.notify.sender.provider;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.internal.message.Envelope;
import java.util.Map;
import java.util.UUID;

/**
 * How a provider of one's own writes a message for the notify extension on the device: flat keys
 * that begin with {@code mob_}, beside the app's data ({@code docs/push-sender.md}, "The
 * envelope").
 */
public final class PushEnvelope {
  private PushEnvelope() {}

  /** A message, with what it overrides for that platform. */
  public static Map<String, String> data(UUID messageId, PushMessage message, Platform platform) {
    return Envelope.data(messageId, message.contentFor(platform));
  }
}
