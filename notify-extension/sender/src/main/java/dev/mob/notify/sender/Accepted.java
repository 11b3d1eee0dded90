package dev.mob.notify.sender;

import java.util.Objects;
import java.util.UUID;

/**
 * The sender's promise: the message is on disk and will be tried until it is delivered to the
 * platform, refused for good, cancelled or expired.
 *
 * @param id the message's id, under which its status is asked; the device sees it as {@code mob_id}
 * @param duplicate whether an earlier request with the same idempotency key was accepted under this
 *     id, so that nothing new was queued
 */
public record Accepted(UUID id, boolean duplicate) {
  public Accepted {
    Objects.requireNonNull(id, "id");
  }
}
