package dev.mob.notify.sender.provider;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushMessage;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Delivers to one platform for one app. The sender owns what surrounds it: the outbox, retries,
 * rate limits, the circuit breaker. A provider makes one attempt and says what came of it.
 *
 * <p>Called by several threads. The sender closes it when it stops.
 */
public interface PushProvider extends AutoCloseable {

  Platform platform();

  /**
   * What this platform would refuse about a message; called before anything is queued. Paths are
   * those of {@link Problem}.
   */
  List<Problem> check(PushMessage message);

  /**
   * Makes one attempt. Must not block and must complete within a bounded time. The sender never has
   * more attempts under way than the app's limit for the platform.
   *
   * @return the outcome; an exceptional completion counts as {@link PushOutcome.Retry} of the whole
   *     provider
   */
  CompletionStage<PushOutcome> send(PushAttempt attempt);

  /** Releases connections and threads; attempts under way end as they can. */
  @Override
  void close();
}
