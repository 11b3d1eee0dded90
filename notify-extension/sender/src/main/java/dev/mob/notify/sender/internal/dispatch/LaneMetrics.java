package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.Platform;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What is measured of an app on a platform. Names and tags are API: {@code mob.push.attempts} by
 * {@code outcome}, {@code mob.push.attempt.time}, {@code mob.push.latency} (from due to sent),
 * {@code mob.push.tokens.invalidated}, {@code mob.push.in.flight}, {@code mob.push.provider.open}
 * (1 while nothing is sent).
 */
final class LaneMetrics {
  private final Map<DeliveryState, Counter> attempts = new EnumMap<>(DeliveryState.class);
  private final Timer attemptTime;
  private final Timer latency;
  private final Counter invalidated;

  LaneMetrics(MeterRegistry registry, String app, Platform platform) {
    Tags tags = Tags.of("app", app, "platform", platform.id());
    attempts.put(DeliveryState.SENT, outcome(registry, tags, "sent"));
    attempts.put(DeliveryState.FAILED, outcome(registry, tags, "failed"));
    attempts.put(DeliveryState.WAITING, outcome(registry, tags, "retry"));
    attempts.put(DeliveryState.EXPIRED, outcome(registry, tags, "expired"));
    attemptTime =
        Timer.builder("mob.push.attempt.time")
            .description("from handing a message to the platform to its answer")
            .tags(tags)
            .register(registry);
    latency =
        Timer.builder("mob.push.latency")
            .description("from the time a message was due to the platform's acceptance")
            .tags(tags)
            .register(registry);
    invalidated =
        Counter.builder("mob.push.tokens.invalidated")
            .description("tokens that the platform declared dead")
            .tags(tags)
            .register(registry);
  }

  private static Counter outcome(MeterRegistry registry, Tags tags, String outcome) {
    return Counter.builder("mob.push.attempts")
        .description("attempts that ended, by what became of the delivery")
        .tags(tags.and("outcome", outcome))
        .register(registry);
  }

  void gauges(
      MeterRegistry registry,
      Lane lane,
      ToDoubleFunction<Lane> inFlight,
      ToDoubleFunction<Lane> open) {
    Tags tags = Tags.of("app", lane.app(), "platform", lane.platform().id());
    registry.gauge("mob.push.in.flight", tags, lane, inFlight);
    registry.gauge("mob.push.provider.open", tags, lane, open);
  }

  void ended(DeliveryState state, long attemptNanos, long latencyMillis) {
    Counter counter = attempts.get(state);
    if (counter != null) {
      counter.increment();
    }
    attemptTime.record(attemptNanos, TimeUnit.NANOSECONDS);
    if (state == DeliveryState.SENT) {
      latency.record(Math.max(0, latencyMillis), TimeUnit.MILLISECONDS);
    }
  }

  void invalidated() {
    invalidated.increment();
  }
}
