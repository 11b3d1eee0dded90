package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.ProviderStatus;
import dev.mob.notify.sender.PushApp;
import dev.mob.notify.sender.RetryPolicy;
import dev.mob.notify.sender.internal.store.DueDeliveries;
import dev.mob.notify.sender.internal.store.Writer;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between the outbox and the providers: the lanes, the fan-out, the sweeps, and a look
 * at the clock. Its methods may be called by any thread.
 */
public final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A wall clock that parts so far from the monotonic one was set. */
  private static final long CLOCK_JUMP_MILLIS = 2_000;

  /** What every part works with. */
  public record Parts(
      Loop loop,
      Writer writer,
      PayloadCache payloads,
      Events events,
      MeterRegistry metrics,
      RandomGenerator random) {}

  private final Parts parts;
  private final RetryPolicy retry;
  private final Map<Long, List<Lane>> lanesByApp = new HashMap<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final Set<Long> queuedApps = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean fanOutPoked = new AtomicBoolean();
  private final FanOut fanOut;
  private final Sweeps sweeps;
  private long lastMillis;
  private long lastNanos;

  /**
   * @param apps by their numbers in the database
   * @param pausedApps the numbers of those that are paused
   * @param halt how long refused credentials stop a provider before one message is tried
   * @param retention how long finished messages are kept
   */
  public Dispatcher(
      Parts parts,
      Map<Long, PushApp> apps,
      Set<Long> pausedApps,
      RetryPolicy retry,
      Duration halt,
      Duration retention) {
    this.parts = parts;
    this.retry = retry;
    Map<Long, Set<Platform>> platforms = new HashMap<>();
    apps.forEach(
        (id, app) -> {
          platforms.put(id, app.providers().keySet());
          List<Lane> own = new ArrayList<>();
          app.providers()
              .forEach(
                  (platform, provider) ->
                      own.add(
                          new Lane(
                              app.name(),
                              id,
                              provider,
                              app.limits(platform),
                              pausedApps.contains(id),
                              retry,
                              halt,
                              parts)));
          lanesByApp.put(id, own);
          lanes.addAll(own);
        });
    this.fanOut = new FanOut(parts, platforms, this::pumpApp);
    this.sweeps = new Sweeps(parts, retention, () -> lanes.forEach(Lane::pump));
  }

  /** Takes up what is on disk. */
  public void start() {
    parts
        .loop()
        .execute(
            () -> {
              lastMillis = parts.loop().millis();
              lastNanos = parts.loop().nanos();
              mendDueTimes(
                  (deliveries, lane) ->
                      deliveries.bringForward(
                          lane, parts.loop().millis(), retry.bound().toMillis()));
              fanOut.poke();
              sweeps.poke();
              sweeps.purge();
              parts.loop().every(SECOND, this::watchClock);
              parts.loop().every(10 * SECOND, sweeps::expire);
              parts.loop().every(60 * SECOND, sweeps::purge);
            });
  }

  /** Deliveries of an app were queued. */
  public void queued(long app) {
    // Thousands of requests a second need not each be a decision of its own.
    if (queuedApps.add(app)) {
      parts
          .loop()
          .execute(
              () -> {
                queuedApps.remove(app);
                pumpApp(app);
              });
    }
  }

  /** A message was accepted whose deliveries are to be queued, now or at its time. */
  public void unexpanded() {
    if (fanOutPoked.compareAndSet(false, true)) {
      parts
          .loop()
          .execute(
              () -> {
                fanOutPoked.set(false);
                fanOut.poke();
              });
    }
  }

  /** A message was resumed or cancelled. */
  public void changed() {
    parts
        .loop()
        .execute(
            () -> {
              sweeps.poke();
              fanOut.poke();
            });
  }

  /** Stops or lets go all lanes of an app. */
  public void pause(long app, boolean pause) {
    parts.loop().execute(() -> lanesByApp.get(app).forEach(lane -> lane.pause(pause)));
  }

  /** Tries a provider again at once. */
  public void reset(long app, Platform platform) {
    parts
        .loop()
        .execute(
            () ->
                lanesByApp.get(app).stream()
                    .filter(lane -> lane.platform() == platform)
                    .forEach(Lane::reset));
  }

  public List<ProviderStatus> status() {
    return lanes.stream().map(Lane::status).toList();
  }

  private void pumpApp(long app) {
    lanesByApp.getOrDefault(app, List.of()).forEach(Lane::pump);
  }

  private void watchClock() {
    long millis = parts.loop().millis();
    long nanos = parts.loop().nanos();
    long jump = millis - lastMillis - TimeUnit.NANOSECONDS.toMillis(nanos - lastNanos);
    lastMillis = millis;
    lastNanos = nanos;
    if (Math.abs(jump) > CLOCK_JUMP_MILLIS) {
      log.warn("the clock was set by {} ms; due times are looked at again", jump);
      mendDueTimes(
          (deliveries, lane) ->
              jump < 0 ? deliveries.shift(lane, parts.loop().millis(), -jump) : 0);
      fanOut.poke();
      sweeps.expire();
    }
  }

  private interface Mend {
    int apply(DueDeliveries deliveries, long lane) throws SQLException;
  }

  private void mendDueTimes(Mend mend) {
    List<Long> numbers = lanes.stream().map(Lane::number).toList();
    parts
        .writer()
        .submit(
            tables -> {
              int changed = 0;
              for (long lane : numbers) {
                changed += mend.apply(tables.due(), lane);
              }
              return changed;
            })
        .whenCompleteAsync(
            (changed, failure) -> {
              if (failure != null) {
                log.warn("due times could not be mended: {}", failure.getMessage());
              } else if (changed > 0) {
                log.info("the due times of {} deliveries were another clock's; mended", changed);
              }
              lanes.forEach(Lane::pump);
            },
            parts.loop());
  }

  /** Claims nothing more and waits until the outcomes of what is under way are on disk. */
  public boolean drain(Duration limit) {
    parts.loop().execute(() -> lanes.forEach(Lane::stop));
    long until = System.nanoTime() + limit.toNanos();
    while (busy()) {
      if (System.nanoTime() - until >= 0) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private boolean busy() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    parts.loop().execute(() -> answer.complete(lanes.stream().anyMatch(Lane::busy)));
    return answer.join();
  }

  /** The lanes' providers. */
  public Collection<AutoCloseable> providers() {
    return lanes.stream().<AutoCloseable>map(Lane::provider).toList();
  }
}
