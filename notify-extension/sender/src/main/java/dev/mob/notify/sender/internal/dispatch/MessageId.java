package dev.mob.notify.sender.internal.dispatch;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Ids of messages and of their deliveries. */
public final class MessageId {
  private final SecureRandom random = new SecureRandom();

  /**
   * A UUID of version 7 (RFC 9562, section 5.7): ids that are made one after the other are
   * neighbours in the database's index.
   */
  UUID next(long millis) {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    ByteBuffer noise = ByteBuffer.wrap(bytes);
    long high = millis << 16 | 0x7000 | (noise.getShort() & 0x0fff);
    long low = noise.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** The id of a message at a device, the same however often it is sent. */
  public static UUID ofDelivery(UUID message, long device) {
    byte[] name =
        ByteBuffer.allocate(24)
            .putLong(message.getMostSignificantBits())
            .putLong(message.getLeastSignificantBits())
            .putLong(device)
            .array();
    return UUID.nameUUIDFromBytes(name);
  }
}
