package dev.mob.notify.sender;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A message, whom it is for, and how it is to be taken in. Immutable.
 *
 * @param message what to send
 * @param to whom to send it to
 * @param idempotencyKey a name that the caller chose for this request. A second request of the app
 *     with the same key is answered with the first one's id and queues nothing, for as long as the
 *     first is kept ({@link PushService.Builder#retention}).
 * @param at when to send; absent means now
 */
public record SendRequest(
    PushMessage message, Recipient to, Optional<String> idempotencyKey, Optional<Instant> at) {

  public SendRequest {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(idempotencyKey, "idempotencyKey");
    Objects.requireNonNull(at, "at");
  }

  public static SendRequest of(PushMessage message, Recipient to) {
    return new SendRequest(message, to, Optional.empty(), Optional.empty());
  }

  /** The same request under this idempotency key. */
  public SendRequest withKey(String key) {
    return new SendRequest(message, to, Optional.of(key), at);
  }

  /** The same request, to be sent at this time. */
  public SendRequest at(Instant time) {
    return new SendRequest(message, to, idempotencyKey, Optional.of(time));
  }
}
