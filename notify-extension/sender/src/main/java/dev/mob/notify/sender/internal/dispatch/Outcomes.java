package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.PushListener;
import dev.mob.notify.sender.PushListener.Attempt;
import dev.mob.notify.sender.RetryPolicy;
import dev.mob.notify.sender.internal.store.DeliveryTable.Change;
import dev.mob.notify.sender.internal.store.DueDeliveries.Claimed;
import dev.mob.notify.sender.internal.store.Settlement;
import dev.mob.notify.sender.internal.store.Tables;
import dev.mob.notify.sender.provider.PushOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of deliveries when their attempts end. Outcomes gather for a moment and are written
 * together; what cannot be written (disk full, file locked) is kept and written again, and its
 * attempts keep their places meanwhile.
 */
final class Outcomes {
  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);
  private static final int BATCH = 512;
  private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long AFTER_STORE_FAILURE = TimeUnit.MILLISECONDS.toNanos(250);

  /** An attempt's end; without an outcome, one that was not made, for this reason. */
  private record Ended(
      Claimed claimed,
      long expires,
      long begunMillis,
      long nanos,
      PushOutcome outcome,
      DeliveryState unsent,
      String reason) {}

  private record Invalidation(long device, DeviceToken token, long asOf, String reason) {}

  /** All that one write puts on disk. Not changed once it is handed to the writer. */
  private static final class Batch {
    private final List<Change> changes = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Invalidation> invalidations = new ArrayList<>();
    private final List<Long> learnedDevices = new ArrayList<>();
    private final List<ApnsEnvironment> learned = new ArrayList<>();
    private int places;
    private long wakeAt = Long.MAX_VALUE;
  }

  private final Lane lane;
  private final RetryPolicy retry;
  private final CircuitBreaker breaker;
  private final LaneMetrics metrics;
  private final Dispatcher.Parts parts;
  private final Queue<Ended> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();

  Outcomes(
      Lane lane,
      RetryPolicy retry,
      CircuitBreaker breaker,
      LaneMetrics metrics,
      Dispatcher.Parts parts) {
    this.lane = lane;
    this.retry = retry;
    this.breaker = breaker;
    this.metrics = metrics;
    this.parts = parts;
  }

  /** An attempt has ended. May be called by any thread. */
  void ended(
      Claimed claimed, long expires, long begunMillis, long begunNanos, PushOutcome outcome) {
    long nanos = parts.loop().nanos() - begunNanos;
    add(new Ended(claimed, expires, begunMillis, nanos, outcome, null, null));
  }

  /** A delivery ended without an attempt. */
  void unsent(Claimed claimed, DeliveryState state, String reason) {
    add(new Ended(claimed, 0, 0, 0, null, state, reason));
  }

  private void add(Ended ended) {
    queue.add(ended);
    int waiting = queued.incrementAndGet();
    if (waiting == 1) {
      parts.loop().after(GATHER, this::drain);
    } else if (waiting == BATCH) {
      parts.loop().execute(this::drain);
    }
  }

  private void drain() {
    int waiting = queued.getAndSet(0);
    if (waiting == 0) {
      return;
    }
    Batch batch = new Batch();
    long now = parts.loop().millis();
    Ended ended;
    // More may have come since the count was taken; they were counted for the next round already.
    while (waiting-- > 0 && (ended = queue.poll()) != null) {
      decide(ended, now, batch);
    }
    write(batch);
  }

  private void decide(Ended ended, long now, Batch batch) {
    Claimed claimed = ended.claimed();
    PushOutcome outcome = ended.outcome();
    int attempt = claimed.attempt() + 1;
    DeliveryState state;
    long due = 0;
    String providerId = null;
    String reason = null;
    if (ended.unsent() != null) {
      state = ended.unsent();
      reason = ended.reason();
      attempt = claimed.attempt();
      breaker.nothingBegan();
    } else if (outcome instanceof PushOutcome.Sent sent) {
      state = DeliveryState.SENT;
      providerId = sent.providerId().orElse(null);
      breaker.succeeded();
      sent.learned()
          .ifPresent(
              environment -> {
                batch.learnedDevices.add(claimed.device());
                batch.learned.add(environment);
              });
    } else if (outcome instanceof PushOutcome.InvalidToken invalid) {
      state = DeliveryState.FAILED;
      reason = invalid.reason();
      breaker.succeeded();
      batch.invalidations.add(
          new Invalidation(
              claimed.device(),
              token(claimed),
              invalid.asOf().map(Instant::toEpochMilli).orElse(ended.begunMillis()),
              reason));
    } else if (outcome instanceof PushOutcome.Refused refused) {
      state = DeliveryState.FAILED;
      reason = refused.reason();
      breaker.succeeded();
    } else if (outcome instanceof PushOutcome.Halt halt) {
      state = DeliveryState.WAITING;
      attempt = claimed.attempt();
      due = now;
      reason = halt.reason();
      if (breaker.halted(parts.loop().nanos(), reason)) {
        parts.events().alarm(lane.app(), lane.platform(), reason);
      }
    } else {
      PushOutcome.Retry again = (PushOutcome.Retry) outcome;
      reason = again.reason();
      concern(again);
      due = now + retry.delay(attempt, again.after(), parts.random()).toMillis();
      // An expiry equal to the attempt's start means: now or never.
      boolean over = due > ended.expires() || ended.expires() <= ended.begunMillis();
      state = over ? DeliveryState.EXPIRED : DeliveryState.WAITING;
    }
    if (state == DeliveryState.WAITING) {
      batch.wakeAt = Math.min(batch.wakeAt, due);
    }
    batch.places++;
    batch.changes.add(
        new Change(claimed.id(), claimed.message(), state, attempt, due, providerId, reason));
    batch.attempts.add(
        new Attempt(
            lane.app(),
            claimed.uuid(),
            token(claimed),
            state,
            attempt,
            reason == null ? "" : reason,
            Instant.ofEpochMilli(now)));
    metrics.ended(state, ended.nanos(), now - claimed.due());
  }

  private void concern(PushOutcome.Retry again) {
    if (again.scope() == PushOutcome.Scope.DEVICE) {
      breaker.succeeded();
      return;
    }
    if (breaker.failed(parts.loop().nanos(), again.reason(), again.after())) {
      log.warn(
          "{}: {} does not take messages ({}); pausing",
          lane.app(),
          lane.platform().id(),
          again.reason());
    }
  }

  private DeviceToken token(Claimed claimed) {
    return new DeviceToken(lane.platform(), claimed.token());
  }

  private void write(Batch batch) {
    parts
        .writer()
        .submit(tables -> apply(tables, batch))
        .whenCompleteAsync(
            (invalidated, failure) -> written(batch, invalidated, failure), parts.loop());
  }

  /** On the writer's thread; may run twice, so it only reads the batch. */
  private List<Invalidation> apply(Tables tables, Batch batch) throws SQLException {
    long now = parts.loop().millis();
    Settlement settlement = new Settlement();
    batch.changes.forEach(settlement::add);
    settlement.write(tables, now);
    List<Invalidation> invalidated = new ArrayList<>();
    for (Invalidation invalidation : batch.invalidations) {
      if (tables
          .devices()
          .invalidate(invalidation.device(), invalidation.asOf(), now, invalidation.reason())) {
        invalidated.add(invalidation);
      }
    }
    for (int i = 0; i < batch.learned.size(); i++) {
      tables.devices().learnEnvironment(batch.learnedDevices.get(i), batch.learned.get(i));
    }
    return invalidated;
  }

  private void written(Batch batch, List<Invalidation> invalidated, Throwable failure) {
    if (failure != null) {
      log.warn(
          "{}: outcomes of {} could not be written and are kept: {}",
          lane.app(),
          lane.platform().id(),
          failure.getMessage());
      parts.loop().after(AFTER_STORE_FAILURE, () -> write(batch));
      return;
    }
    for (Invalidation invalidation : invalidated) {
      metrics.invalidated();
    }
    parts
        .events()
        .tell(
            listener -> tell(listener, batch, invalidated),
            () -> parts.loop().execute(() -> settled(batch)));
  }

  private void tell(PushListener listener, Batch batch, List<Invalidation> invalidated) {
    listener.attempted(batch.attempts);
    for (Invalidation invalidation : invalidated) {
      listener.tokenInvalidated(lane.app(), invalidation.token(), invalidation.reason());
    }
  }

  private void settled(Batch batch) {
    lane.settled(batch.places);
    if (batch.wakeAt < Long.MAX_VALUE) {
      long wait = Math.max(1, batch.wakeAt - parts.loop().millis());
      lane.wakeIn(Duration.ofMillis(wait).toNanos());
    }
  }
}
