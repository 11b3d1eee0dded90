package dev.mob.notify.sender.internal.store;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs as the 16 bytes that the database keeps. */
final class UuidBytes {
  private UuidBytes() {}

  static byte[] of(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  static UUID read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
