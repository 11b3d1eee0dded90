package dev.mob.notify.sender;

import dev.mob.notify.sender.internal.dispatch.Acceptance;
import dev.mob.notify.sender.internal.dispatch.Dispatcher;
import dev.mob.notify.sender.internal.dispatch.Events;
import dev.mob.notify.sender.internal.message.MessageRules;
import dev.mob.notify.sender.internal.store.DeviceTable.Address;
import dev.mob.notify.sender.internal.store.MessageTable.NewMessage;
import dev.mob.notify.sender.internal.store.Reader;
import dev.mob.notify.sender.internal.store.Writer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages of one app and tells what became of them. Obtained from {@link
 * PushService#sender}; safe for use by any number of threads, whose requests share the disk's
 * syncs.
 *
 * <p>What changes something returns when the change is on disk. Every method throws {@link
 * OutboxException} when the disk or the database refuses, or the service is closed.
 */
public final class PushSender {
  /** So many requests may wait for the disk; who makes another waits too. */
  private static final int WAITING_REQUESTS = 4_096;

  private final PushApp app;
  private final long appId;
  private final Acceptance acceptance;
  private final Writer writer;
  private final Reader reader;
  private final Dispatcher dispatcher;
  private final Events events;
  private final InstantSource clock;
  private final PushDevices devices;
  private final Counter accepted;
  private final Executor callers;
  private final Semaphore places = new Semaphore(WAITING_REQUESTS);

  /** Places of requests that have ended, given back together: each release may wake a thread. */
  private final AtomicInteger ended = new AtomicInteger();

  /** Whether deliveries were queued, and messages that are still to be expanded; told together. */
  private final AtomicBoolean queued = new AtomicBoolean();

  private final AtomicBoolean unexpanded = new AtomicBoolean();
  private volatile boolean closed;

  PushSender(
      PushApp app,
      long appId,
      Acceptance acceptance,
      Writer writer,
      Reader reader,
      Dispatcher dispatcher,
      Events events,
      Executor callers,
      InstantSource clock,
      MeterRegistry metrics) {
    this.app = app;
    this.appId = appId;
    this.acceptance = acceptance;
    this.writer = writer;
    this.reader = reader;
    this.dispatcher = dispatcher;
    this.events = events;
    this.callers = callers;
    this.clock = clock;
    this.devices = new PushDevices(app, appId, this::write, reader, clock);
    this.accepted =
        Counter.builder("mob.push.accepted")
            .description("messages put on disk")
            .tag("app", app.name())
            .register(metrics);
    writer.afterEachGroup(this::groupEnded);
  }

  /** On the writer's thread. */
  private void groupEnded() {
    if (queued.getAndSet(false)) {
      dispatcher.queued(appId);
    }
    if (unexpanded.getAndSet(false)) {
      dispatcher.unexpanded();
    }
    giveBack();
  }

  private void giveBack() {
    int places = ended.getAndSet(0);
    if (places > 0) {
      this.places.release(places);
    }
  }

  /** The app's name. */
  public String app() {
    return app.name();
  }

  /** The registry of the app's devices. */
  public PushDevices devices() {
    return devices;
  }

  /**
   * Sends a message now.
   *
   * @throws InvalidMessageException with all that is wrong with it; nothing was queued then
   */
  public Accepted send(PushMessage message, Recipient to) {
    return send(SendRequest.of(message, to));
  }

  /**
   * Sends a message at a time; one that has passed means now.
   *
   * @throws InvalidMessageException with all that is wrong with it; nothing was queued then
   */
  public Accepted schedule(PushMessage message, Recipient to, Instant at) {
    return send(SendRequest.of(message, to).at(at));
  }

  /**
   * Takes a request in; returns when it is on disk.
   *
   * @throws InvalidMessageException with all that is wrong with it; nothing was queued then
   */
  public Accepted send(SendRequest request) {
    return join(enqueue(request));
  }

  /**
   * Takes a request in without waiting for the disk, unless thousands wait already. The future
   * completes when the request is on disk; it fails as {@link #send(SendRequest)} would, but for
   * {@link InvalidMessageException}, which is thrown here.
   */
  public CompletableFuture<Accepted> sendAsync(SendRequest request) {
    // On another thread: what callers do next must not hold up the writer.
    return enqueue(request).thenApplyAsync(result -> result, callers);
  }

  /** What {@link #send(SendRequest)} would do; queues nothing. */
  public DryRun dryRun(SendRequest request) {
    List<Problem> problems = acceptance.check(request, clock.instant());
    long count =
        problems.isEmpty() ? reader.read(tables -> acceptance.count(tables, request.to())) : 0;
    return new DryRun(problems, count);
  }

  private CompletableFuture<Accepted> enqueue(SendRequest request) {
    Instant now = clock.instant();
    List<Problem> problems = acceptance.check(request, now);
    if (!problems.isEmpty()) {
      throw new InvalidMessageException(problems);
    }
    NewMessage message = acceptance.prepare(request, now);
    boolean direct = request.to() instanceof Recipient.Tokens && message.due() <= message.created();
    CompletableFuture<Accepted> done =
        write(
            tables -> {
              // Before the group's end and not in what follows it, which the caller's own thread
              // may run later: the group's end tells the dispatcher.
              (direct ? queued : unexpanded).set(true);
              return acceptance.accept(tables, message, request.to());
            });
    return done.thenApply(
        result -> {
          if (!result.duplicate()) {
            accepted.increment();
          }
          return result;
        });
  }

  /**
   * Calls a message back: what was not sent yet will not be.
   *
   * @return whether it was still open
   */
  public boolean cancel(UUID message) {
    boolean changed =
        change(message, (tables, row) -> tables.messages().cancel(row, clock.millis()));
    dispatcher.changed();
    return changed;
  }

  /**
   * Holds a message back until {@link #resume(UUID)}; its time to live goes on.
   *
   * @return whether it was open and not paused
   */
  public boolean pause(UUID message) {
    return change(message, (tables, row) -> tables.messages().pause(row));
  }

  /**
   * Lets a paused message go on.
   *
   * @return whether it was paused
   */
  public boolean resume(UUID message) {
    boolean changed = change(message, (tables, row) -> tables.messages().resume(row));
    dispatcher.changed();
    return changed;
  }

  /** Holds back all messages of the app, over restarts, until {@link #resume()}. */
  public void pause() {
    setPaused(true);
  }

  /** Lets the app's messages go on. */
  public void resume() {
    setPaused(false);
  }

  private void setPaused(boolean paused) {
    join(
        write(
            tables -> {
              tables.apps().setPaused(appId, paused);
              return null;
            }));
    dispatcher.pause(appId, paused);
  }

  /** Tries a provider again at once, after its trouble was mended: new credentials, a quota. */
  public void retryNow(Platform platform) {
    dispatcher.reset(appId, platform);
  }

  /** How a message fares; empty when it is unknown or no longer kept. */
  public Optional<MessageStatus> status(UUID message) {
    return reader.read(tables -> tables.messages().status(appId, message));
  }

  /**
   * The app's messages, newest first.
   *
   * @param before only those accepted before this one
   * @param limit at most so many
   */
  public List<MessageStatus> messages(Optional<UUID> before, int limit) {
    return reader.read(tables -> tables.messages().page(appId, before, limit));
  }

  /**
   * What became of a message at each device, a page at a time.
   *
   * @param after the last receipt's {@link DeliveryReceipt#cursor()}, 0 to begin
   * @param limit at most so many
   */
  public List<DeliveryReceipt> receipts(UUID message, long after, int limit) {
    return reader.read(
        tables -> {
          Optional<Long> row = tables.messages().rowOf(appId, message);
          return row.isEmpty()
              ? List.<DeliveryReceipt>of()
              : tables.receipts().page(row.get(), message, after, limit);
        });
  }

  /**
   * Takes in what a device tells about a message. The first report of each kind counts; listeners
   * hear of it.
   *
   * @return whether it was news; false for an unknown message or device too
   */
  public boolean report(UUID message, DeviceToken device, DeviceReport report) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is kept
    boolean news =
        change(
            message,
            (tables, row) -> {
              Optional<Address> address = tables.devices().address(appId, device);
              return address.isPresent()
                  && tables.receipts().report(row, address.get().id(), report, now.toEpochMilli());
            });
    if (news) {
      events.reported(new PushListener.Report(app.name(), message, device, report, now));
    }
    return news;
  }

  /** What is wrong with a message for this app, whoever receives it. */
  public List<Problem> check(PushMessage message) {
    List<Problem> problems = new ArrayList<>(MessageRules.check(message, app.providers().keySet()));
    app.providers().values().forEach(provider -> problems.addAll(provider.check(message)));
    return problems.stream().distinct().toList();
  }

  private interface Change {
    boolean apply(dev.mob.notify.sender.internal.store.Tables tables, long row)
        throws java.sql.SQLException;
  }

  private boolean change(UUID message, Change change) {
    return join(
        write(
            tables -> {
              Optional<Long> row = tables.messages().rowOf(appId, message);
              return row.isPresent() && change.apply(tables, row.get());
            }));
  }

  private <T> CompletableFuture<T> write(Writer.Work<T> work) {
    if (closed) {
      throw new OutboxException("the push service is closed");
    }
    places.acquireUninterruptibly();
    CompletableFuture<T> done = writer.submit(work);
    done.whenComplete((result, failure) -> ended.incrementAndGet());
    if (done.isDone()) {
      // Too late for the end of its group.
      giveBack();
    }
    return done;
  }

  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof OutboxException cause) {
        // With this thread's stack, so that the caller's mistake can be found.
        throw new OutboxException(cause.getMessage(), cause);
      }
      if (e.getCause() instanceof InvalidMessageException cause) {
        throw cause;
      }
      throw e;
    }
  }

  void close() {
    closed = true;
  }
}
