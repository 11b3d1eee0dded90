package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.Limits;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.ProviderStatus;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.RetryPolicy;
import dev.mob.notify.sender.internal.message.MessageJson;
import dev.mob.notify.sender.internal.message.MessageRules;
import dev.mob.notify.sender.internal.store.DueDeliveries;
import dev.mob.notify.sender.internal.store.DueDeliveries.Claim;
import dev.mob.notify.sender.internal.store.DueDeliveries.Claimed;
import dev.mob.notify.sender.internal.store.Lanes;
import dev.mob.notify.sender.internal.store.Settlement;
import dev.mob.notify.sender.internal.store.Tables;
import dev.mob.notify.sender.internal.store.Writer;
import dev.mob.notify.sender.provider.PushAttempt;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushProvider;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An app's traffic on one platform, from claim to outcome. Claims in batches as many deliveries as
 * the limits, the breaker and the rate allow; an attempt holds its place until its outcome is on
 * disk and the listeners have heard of it. So memory stays bounded whatever is slow.
 *
 * <p>Runs on the {@link Loop}'s thread, except where said.
 */
public final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final int BATCH = 500;
  private static final long AFTER_STORE_FAILURE = Duration.ofMillis(250).toNanos();

  /** Timers count in monotonic time, due times are the wall's: look again before they part. */
  private static final long LONGEST_SLEEP = Duration.ofSeconds(30).toNanos();

  private final String app;
  private final long appId;
  private final long number;
  private final PushProvider provider;
  private final Platform platform;
  private final Limits limits;
  private final Loop loop;
  private final Writer writer;
  private final PayloadCache payloads;
  private final CircuitBreaker breaker;
  private final TokenBucket bucket;
  private final Outcomes outcomes;

  private volatile int inFlight;
  private volatile boolean paused;
  private volatile boolean stopped;
  private boolean claiming;
  private ScheduledFuture<?> alarm;
  private long alarmAt;

  Lane(
      String app,
      long appId,
      PushProvider provider,
      Limits limits,
      boolean paused,
      RetryPolicy retry,
      Duration halt,
      Dispatcher.Parts parts) {
    this.app = app;
    this.appId = appId;
    this.number = Lanes.of(appId, provider.platform());
    this.provider = provider;
    this.platform = provider.platform();
    this.limits = limits;
    this.paused = paused;
    this.loop = parts.loop();
    this.writer = parts.writer();
    this.payloads = parts.payloads();
    this.breaker = new CircuitBreaker(halt, parts.random());
    this.bucket = new TokenBucket(limits.perSecond(), loop.nanos());
    LaneMetrics metrics = new LaneMetrics(parts.metrics(), app, platform);
    metrics.gauges(
        parts.metrics(),
        this,
        lane -> lane.inFlight,
        lane -> lane.status().state() == ProviderStatus.State.CLOSED ? 0 : 1);
    this.outcomes = new Outcomes(this, retry, breaker, metrics, parts);
  }

  String app() {
    return app;
  }

  Platform platform() {
    return platform;
  }

  long number() {
    return number;
  }

  PushProvider provider() {
    return provider;
  }

  /** Whether attempts are under way or about to be. */
  boolean busy() {
    return inFlight > 0 || claiming;
  }

  /** May be called by any thread. */
  ProviderStatus status() {
    return new ProviderStatus(
        app,
        platform,
        paused ? ProviderStatus.State.PAUSED : breaker.state(),
        inFlight,
        breaker.reason());
  }

  void pause(boolean pause) {
    paused = pause;
    pump();
  }

  /** Tries again at once after trouble that someone has mended. */
  void reset() {
    breaker.reset();
    pump();
  }

  void stop() {
    stopped = true;
  }

  /** Claims what may be sent now, or sees to it that this is called again when something may. */
  void pump() {
    if (claiming || paused || stopped) {
      return;
    }
    int room = limits.inFlight() - inFlight;
    if (room < Math.min(BATCH, limits.inFlight()) / 2 || room == 0) {
      return; // The outcomes that make room pump again.
    }
    long now = loop.nanos();
    int wanted = breaker.permits(now, Math.min(room, BATCH));
    if (wanted == 0) {
      long wait = breaker.untilNext(now);
      if (wait > 0) {
        wakeIn(wait);
      }
      return;
    }
    int limit = bucket.available(now, wanted);
    if (limit == 0 || bucket.untilNext(now) > 0) {
      wakeIn(Math.max(1, bucket.untilNext(now)));
      return;
    }
    claiming = true;
    breaker.began();
    // The loss of power may undo a claim: the next start would put it back anyhow.
    writer.submitUnsynced(tables -> claim(tables, limit)).whenCompleteAsync(this::claimed, loop);
  }

  /**
   * What was claimed, with the messages that were in memory then: by the time of the attempt others
   * may have taken their places there.
   */
  private record Batch(Claim claim, Map<Long, PushMessage> messages) {
    /** Whether this message need not be read from the disk. */
    boolean has(long message) {
      return messages.containsKey(message) || claim.payloads().containsKey(message);
    }
  }

  /** On the writer's thread. */
  private Batch claim(Tables tables, int limit) throws SQLException {
    if (tables.apps().isPaused(appId)) {
      // Paused since this was decided: what is on disk counts, so that a pause holds at once.
      return new Batch(DueDeliveries.nothing(), Map.of());
    }
    long now = loop.millis();
    Settlement settlement = new Settlement();
    Map<Long, PushMessage> messages = new HashMap<>();
    Claim claim =
        tables.due().claim(number, limit, now, message -> inMemory(message, messages), settlement);
    settlement.write(tables, now);
    Batch batch = new Batch(claim, messages);
    Set<Long> missing = new HashSet<>();
    for (Claimed claimed : claim.claimed()) {
      if (!batch.has(claimed.message()) && !inMemory(claimed.message(), messages)) {
        missing.add(claimed.message());
      }
    }
    if (!missing.isEmpty()) {
      claim.payloads().putAll(tables.messages().payloads(missing));
    }
    return batch;
  }

  private boolean inMemory(long id, Map<Long, PushMessage> messages) {
    return messages.computeIfAbsent(id, payloads::get) != null;
  }

  private void claimed(Batch batch, Throwable failure) {
    claiming = false;
    if (failure != null) {
      breaker.nothingBegan();
      if (!stopped) {
        log.warn(
            "{}: nothing could be claimed for {}: {}", app, platform.id(), failure.getMessage());
        wakeIn(AFTER_STORE_FAILURE);
      }
      return;
    }
    Claim claim = batch.claim();
    int number = claim.claimed().size();
    inFlight += number;
    bucket.take(number);
    if (number == 0) {
      breaker.nothingBegan();
    }
    if (claim.full()) {
      pump(); // The next are read from the disk while these are sent.
    } else if (claim.nextDue() < Long.MAX_VALUE) {
      wakeIn(Duration.ofMillis(Math.max(1, claim.nextDue() - loop.millis())).toNanos());
    }
    for (Claimed claimed : claim.claimed()) {
      attempt(claimed, batch);
    }
  }

  private void attempt(Claimed claimed, Batch batch) {
    long now = loop.millis();
    long begun = loop.nanos();
    PushMessage message;
    Duration ttl;
    try {
      message = message(claimed.message(), batch);
      ttl = message.contentFor(platform).ttl().orElse(MessageRules.LONGEST_TTL);
    } catch (RuntimeException e) {
      log.error("{}: the message {} on disk cannot be read", app, claimed.uuid(), e);
      outcomes.unsent(claimed, DeliveryState.FAILED, "Unreadable");
      return;
    }
    long expires = ttl.isZero() ? now : claimed.due() + ttl.toMillis();
    if (expires < now) {
      outcomes.unsent(claimed, DeliveryState.EXPIRED, claimed.lastReason().orElse("Expired"));
      return;
    }
    PushAttempt attempt =
        new PushAttempt(
            claimed.uuid(),
            MessageId.ofDelivery(claimed.uuid(), claimed.device()),
            message,
            claimed.token(),
            claimed.apnsTopic(),
            claimed.environment(),
            claimed.webPushKeys(),
            Instant.ofEpochMilli(claimed.created()),
            Instant.ofEpochMilli(expires),
            Instant.ofEpochMilli(now));
    CompletionStage<PushOutcome> sending;
    try {
      sending = provider.send(attempt);
    } catch (RuntimeException e) {
      log.error("{}: the provider for {} failed", app, platform.id(), e);
      outcomes.ended(claimed, expires, now, begun, PushOutcome.retryProvider(e.toString()));
      return;
    }
    sending.whenComplete(
        (outcome, failure) ->
            outcomes.ended(
                claimed,
                expires,
                now,
                begun,
                failure == null ? outcome : PushOutcome.retryProvider(failure.toString())));
  }

  private PushMessage message(long id, Batch batch) {
    PushMessage known = batch.messages().get(id);
    if (known != null) {
      return known;
    }
    PushMessage read = MessageJson.read(batch.claim().payloads().get(id));
    batch.messages().put(id, read);
    payloads.put(id, read);
    return read;
  }

  /** The outcomes of this many attempts are on disk; the next may be claimed. */
  void settled(int number) {
    inFlight -= number;
    pump();
  }

  void wakeIn(long nanos) {
    long sleep = Math.min(nanos, LONGEST_SLEEP);
    long at = loop.nanos() + sleep;
    if (alarm != null && !alarm.isDone()) {
      if (alarmAt - at <= 0) {
        return;
      }
      alarm.cancel(false);
    }
    alarmAt = at;
    alarm = loop.after(sleep, this::wake);
  }

  private void wake() {
    alarm = null;
    pump();
  }
}
