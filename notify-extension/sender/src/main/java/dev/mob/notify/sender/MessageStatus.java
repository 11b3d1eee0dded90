package dev.mob.notify.sender;

import java.time.Instant;
import java.util.UUID;

/**
 * How a message fares, at one moment. Counts are of devices.
 *
 * @param id the message
 * @param state where it is
 * @param paused whether it is held back by {@link PushSender#pause(UUID)}
 * @param accepted when it was put on disk
 * @param due when it was or will be sent
 * @param expires when it is given up
 * @param total deliveries known so far; grows while the state is EXPANDING
 * @param sent accepted by their platform
 * @param failed refused for good
 * @param expired given up in time
 * @param cancelled called back before they were sent
 * @param displayed reported as shown by the device
 * @param tapped reported as tapped by the device
 */
public record MessageStatus(
    UUID id,
    MessageState state,
    boolean paused,
    Instant accepted,
    Instant due,
    Instant expires,
    long total,
    long sent,
    long failed,
    long expired,
    long cancelled,
    long displayed,
    long tapped) {

  /** Deliveries that are neither sent nor given up. */
  public long open() {
    return total - sent - failed - expired - cancelled;
  }
}
