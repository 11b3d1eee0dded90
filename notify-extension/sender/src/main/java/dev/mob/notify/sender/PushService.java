package dev.mob.notify.sender;

import dev.mob.notify.sender.internal.dispatch.Acceptance;
import dev.mob.notify.sender.internal.dispatch.Dispatcher;
import dev.mob.notify.sender.internal.dispatch.Events;
import dev.mob.notify.sender.internal.dispatch.Loop;
import dev.mob.notify.sender.internal.dispatch.MessageId;
import dev.mob.notify.sender.internal.dispatch.PayloadCache;
import dev.mob.notify.sender.internal.store.Database;
import dev.mob.notify.sender.internal.store.Reader;
import dev.mob.notify.sender.internal.store.Writer;
import dev.mob.notify.sender.provider.PushProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running push sender: one outbox on disk, any number of apps. Opened once, used by any number of
 * threads, closed at the end. {@link #sender} gives the API of one app.
 *
 * <p>Delivery is at least once: after a crash, what the platform may or may not have received is
 * sent again under the same ids, and the device drops what it has seen.
 *
 * <p>Has three threads of its own (decisions, database, listeners), two for what follows {@link
 * PushSender#sendAsync}, and those of the providers.
 */
public final class PushService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PushService.class);

  /** So many messages are kept in memory as they were read, for their next attempt or device. */
  static final int CACHED_MESSAGES = 2_000;

  private static final int CALLER_THREADS = 2;

  private final Duration drainLimit;
  private final Database database;
  private final Writer writer;
  private final Loop loop;
  private final Events events;
  private final ForkJoinPool callers;
  private final Dispatcher dispatcher;
  private final Map<String, PushSender> senders;
  private boolean closed;

  private PushService(Builder builder) {
    drainLimit = builder.drainLimit;
    database = Database.open(builder.file, builder.busyTimeout, builder.maxSize);
    String name = "push-" + builder.file.getFileName();
    writer = new Writer(database, name + "-writer");
    loop = new Loop(builder.clock, name + "-loop");
    events = new Events(builder.listeners, name + "-events");
    // Not the common pool: with two processors CompletableFuture would start a thread for each
    // request instead. Callers may wait for each other in it.
    callers =
        new ForkJoinPool(
            CALLER_THREADS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    try {
      Map<Long, PushApp> apps = new LinkedHashMap<>();
      Set<Long> paused = new HashSet<>();
      enter(builder.apps, apps, paused);
      Reader reader = new Reader(database);
      dispatcher =
          new Dispatcher(
              new Dispatcher.Parts(
                  loop,
                  writer,
                  new PayloadCache(CACHED_MESSAGES),
                  events,
                  builder.metrics,
                  new SplittableRandom()),
              apps,
              paused,
              builder.retry,
              builder.halt,
              builder.retention);
      builder.metrics.gauge("mob.push.outbox.backlog", writer, Writer::backlog);
      senders = new HashMap<>();
      MessageId ids = new MessageId();
      apps.forEach(
          (id, app) ->
              senders.put(
                  app.name(),
                  new PushSender(
                      app,
                      id,
                      new Acceptance(app, id, ids),
                      writer,
                      reader,
                      dispatcher,
                      events,
                      callers,
                      builder.clock,
                      builder.metrics)));
    } catch (RuntimeException e) {
      release();
      throw e;
    }
    dispatcher.start();
  }

  /** Gives the apps their numbers and puts back what a crash left claimed. */
  private void enter(List<PushApp> named, Map<Long, PushApp> apps, Set<Long> paused) {
    try {
      int recovered =
          writer
              .submit(
                  tables -> {
                    for (PushApp app : named) {
                      tables.apps().idOf(app.name());
                    }
                    return tables.due().recover();
                  })
              .join();
      if (recovered > 0) {
        log.info("{} deliveries were under way at the last end and will be sent again", recovered);
      }
      for (PushApp app : named) {
        long id = writer.submit(tables -> tables.apps().idOf(app.name())).join();
        apps.put(id, app);
        if (writer.submit(tables -> tables.apps().isPaused(id)).join()) {
          paused.add(id);
        }
      }
    } catch (CompletionException e) {
      throw e.getCause() instanceof OutboxException known
          ? known
          : new OutboxException("the outbox could not be prepared", e.getCause());
    }
  }

  /**
   * @param file the outbox's database; created where it is missing, with {@code -wal}, {@code -shm}
   *     and {@code .lock} beside it. On a local disk: network file systems lack the locks.
   */
  public static Builder builder(Path file) {
    return new Builder(file);
  }

  /**
   * The API of one app.
   *
   * @throws IllegalArgumentException when the service was built without it
   */
  public PushSender sender(String app) {
    PushSender sender = senders.get(app);
    if (sender == null) {
      throw new IllegalArgumentException(
          "this push service has no app '" + app + "'; it has " + apps());
    }
    return sender;
  }

  /** The names of the apps. */
  public Set<String> apps() {
    return new java.util.TreeSet<>(senders.keySet());
  }

  /** How every provider of every app fares. */
  public List<ProviderStatus> providers() {
    return dispatcher.status();
  }

  /** Adds a listener; it hears what happens from now on. */
  public void addListener(PushListener listener) {
    events.add(listener);
  }

  /** Removes a listener; a call that has begun goes on. */
  public void removeListener(PushListener listener) {
    events.remove(listener);
  }

  /**
   * Stops: nothing more is accepted or claimed, what is under way may end within the drain limit
   * (what does not is sent again after the next start), then providers and files are closed.
   * Idempotent.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    senders.values().forEach(PushSender::close);
    if (!dispatcher.drain(drainLimit)) {
      log.warn(
          "attempts were still under way after {}; they are made again after the next start",
          drainLimit);
    }
    for (AutoCloseable provider : dispatcher.providers()) {
      try {
        provider.close();
      } catch (Exception e) {
        log.warn("a provider did not close", e);
      }
    }
    release();
  }

  private void release() {
    events.close();
    loop.close();
    writer.close();
    callers.shutdown();
    database.close();
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final Path file;
    private final List<PushApp> apps = new ArrayList<>();
    private final List<PushListener> listeners = new ArrayList<>();
    private MeterRegistry metrics = new CompositeMeterRegistry();
    private RetryPolicy retry = RetryPolicy.standard();
    private Duration halt = Duration.ofMinutes(5);
    private Duration retention = Duration.ofDays(7);
    private Duration busyTimeout = Duration.ofSeconds(5);
    private Duration drainLimit = Duration.ofSeconds(30);
    private Optional<Long> maxSize = Optional.empty();
    private InstantSource clock = InstantSource.system();

    private Builder(Path file) {
      this.file = Objects.requireNonNull(file, "file").toAbsolutePath();
    }

    /** Adds an app. */
    public Builder app(PushApp app) {
      if (apps.stream().anyMatch(other -> other.name().equals(app.name()))) {
        throw new IllegalArgumentException("two apps are named '" + app.name() + "'");
      }
      apps.add(app);
      return this;
    }

    public Builder listener(PushListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /** Where metrics go; nowhere by default. */
    public Builder metrics(MeterRegistry metrics) {
      this.metrics = Objects.requireNonNull(metrics, "metrics");
      return this;
    }

    public Builder retry(RetryPolicy retry) {
      this.retry = Objects.requireNonNull(retry, "retry");
      return this;
    }

    /** How long refused credentials stop a provider before one message is tried; 5 minutes. */
    public Builder haltFor(Duration halt) {
      this.halt = Objects.requireNonNull(halt, "halt");
      return this;
    }

    /** How long finished messages, their receipts and idempotency keys are kept; 7 days. */
    public Builder retention(Duration retention) {
      this.retention = Objects.requireNonNull(retention, "retention");
      return this;
    }

    /** How long to wait for a lock that another program holds on the file; 5 seconds. */
    public Builder busyTimeout(Duration busyTimeout) {
      this.busyTimeout = Objects.requireNonNull(busyTimeout, "busyTimeout");
      return this;
    }

    /** How long {@link PushService#close} waits for attempts under way; 30 seconds. */
    public Builder drainLimit(Duration drainLimit) {
      this.drainLimit = Objects.requireNonNull(drainLimit, "drainLimit");
      return this;
    }

    /** The most bytes that the database may take; what would exceed them is not accepted. */
    public Builder maxSize(long bytes) {
      this.maxSize = Optional.of(bytes);
      return this;
    }

    /** The wall clock; for tests. */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Opens the outbox and begins to send what is in it.
     *
     * @throws OutboxException when it cannot be opened, or another sender has it open
     */
    public PushService open() {
      if (apps.isEmpty()) {
        throw new IllegalArgumentException("a push service needs an app");
      }
      try {
        return new PushService(this);
      } catch (RuntimeException e) {
        for (PushApp app : apps) {
          app.providers().values().forEach(PushProvider::close);
        }
        throw e;
      }
    }
  }
}
