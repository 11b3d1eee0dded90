package dev.mob.notify.internal;

import dev.mob.extension.ExtensionStopped;
import dev.mob.notify.PushToken;
import dev.mob.notify.Receipt;
import dev.mob.notify.ReceiptCarrier;
import dev.mob.process.Address;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Response;
import dev.mob.process.Self;
import dev.mob.process.Task;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.StateFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Keeps what the server is to hear of its messages until somebody has brought it there: on disk,
 * the newest only, tried again with back-off. An app that never named a carrier pays nothing for
 * it.
 *
 * <p>A receipt is noted after what it tells of is on disk: a kill between the two loses it. What
 * was brought and not yet struck off is brought again.
 */
final class Receipts implements GenServer<Receipts.Kept> {
  private static final String ROW = "row/";
  private static final Key<Boolean> WANTED =
      Key.of("wanted", Codec.of((wanted, out) -> out.writeBoolean(wanted), in -> in.readBoolean()));
  private static final Codec<Receipt> CODEC =
      Codec.of(
          (receipt, out) -> {
            Fields.text(receipt.message(), out);
            Fields.text(receipt.event().name(), out);
            out.writeLong(receipt.at().toEpochMilli());
          },
          in ->
              new Receipt(
                  Fields.text(in),
                  Receipt.Event.valueOf(Fields.text(in)),
                  Instant.ofEpochMilli(in.readLong())));
  private static final int LIMIT = 500;
  private static final int BATCH = 100;
  private static final long FIRST_RETRY_MILLIS = 1_000;
  private static final long LONGEST_RETRY_MILLIS = 10 * 60_000;
  private static final int DOUBLINGS = 20;

  /** What a batch that arrived answers; anything else is why it did not. */
  private static final String ARRIVED = "";

  private final Supplier<Namespace> store;
  private final BiConsumer<Pid, Object> whenReady;
  private final Supplier<ReceiptCarrier> carrier;
  private final Address registrar;
  private final Logger log;

  /** A cast: this has happened. */
  record Note(Receipt receipt) {}

  /** A cast: there is a carrier, or another one. */
  record Carry() {}

  /** A call, answered with the number of those that wait. */
  record Ask() {}

  private record Again() {}

  private record Brought(List<Long> numbers) {}

  /** What waits; owned by this process. */
  static final class Kept {
    /** {@code null} until it is opened. */
    private Namespace namespace;

    private final TreeMap<Long, Receipt> rows = new TreeMap<>();
    private long next;
    private boolean wanted;
    private boolean underWay;
    private int failures;
    private Ref retry;
  }

  /**
   * @param store opens where they are kept; called once a start, in this process
   * @param whenReady sends a process a message when the boot is over
   * @param carrier who brings them now; {@code null} for nobody
   */
  Receipts(
      Supplier<Namespace> store,
      BiConsumer<Pid, Object> whenReady,
      Supplier<ReceiptCarrier> carrier,
      Address registrar,
      Logger log) {
    this.store = store;
    this.whenReady = whenReady;
    this.carrier = carrier;
    this.registrar = registrar;
    this.log = log;
  }

  @Override
  public Init<Kept> init(Object argument, Self self) {
    whenReady.accept(self.pid(), new Open());
    return Init.ok(new Kept());
  }

  /** Opens what is not open yet; false when it never will be, since the extension stops. */
  private boolean opened(Kept kept, Self self) {
    if (kept.namespace != null) {
      return true;
    }
    try {
      kept.namespace = store.get();
    } catch (ExtensionStopped stopped) {
      return false;
    }
    kept.wanted = kept.namespace.get(WANTED).orElse(false);
    for (String key : kept.namespace.keys(ROW)) {
      long number = Long.parseLong(key.substring(ROW.length()), 16);
      kept.next = number + 1;
      try {
        kept.namespace.get(Key.of(key, CODEC)).ifPresent(receipt -> kept.rows.put(number, receipt));
      } catch (StateFailure e) {
        if (e.kind() != StateFailure.Kind.UNREADABLE) {
          throw e;
        }
        log.error("a receipt cannot be read; the server does not get it", e);
        kept.namespace.remove(Key.of(key, CODEC));
      }
    }
    carry(kept, self);
    return true;
  }

  @Override
  public Next<Kept> handleCall(Object request, From from, Kept kept, Self self) {
    return opened(kept, self)
        ? Next.reply(kept.rows.size(), kept)
        : Next.stop(ExitReason.SHUTDOWN, kept);
  }

  @Override
  public Next<Kept> handleCast(Object message, Kept kept, Self self) {
    if (!opened(kept, self)) {
      return Next.stop(ExitReason.SHUTDOWN, kept);
    }
    if (message instanceof Note) {
      note(((Note) message).receipt(), kept);
    } else {
      kept.failures = 0;
      cancelRetry(kept, self);
    }
    carry(kept, self);
    return Next.keep();
  }

  private void note(Receipt receipt, Kept kept) {
    if (!kept.wanted && carrier.get() == null) {
      return;
    }
    long number = kept.next++;
    kept.rows.put(number, receipt);
    Long oldest = kept.rows.size() > LIMIT ? kept.rows.firstKey() : null;
    if (oldest != null) {
      kept.rows.remove(oldest);
    }
    try {
      kept.namespace.update(
          transaction -> {
            transaction.put(Key.of(key(number), CODEC), receipt);
            if (oldest != null) {
              transaction.remove(key(oldest));
            }
          });
    } catch (StateFailure e) {
      log.error(
          "the receipt of {} is not on disk; a restart would forget it", receipt.message(), e);
    }
  }

  /** Brings the oldest, unless some are under way or rest after a failure. */
  private void carry(Kept kept, Self self) {
    ReceiptCarrier by = carrier.get();
    if (by == null) {
      return;
    }
    if (!kept.wanted) {
      kept.wanted = true;
      kept.namespace.put(WANTED, true);
    }
    if (kept.underWay || kept.retry != null || kept.rows.isEmpty()) {
      return;
    }
    List<Long> numbers = new ArrayList<>();
    List<Receipt> receipts = new ArrayList<>();
    for (Map.Entry<Long, Receipt> row : kept.rows.entrySet()) {
      if (numbers.size() == BATCH) {
        break;
      }
      numbers.add(row.getKey());
      receipts.add(row.getValue());
    }
    kept.underWay = true;
    ProcessRuntime runtime = self.runtime();
    Task.blocking(self, new Brought(numbers), () -> brought(by, receipts, runtime));
  }

  /** On a thread for work that blocks. */
  private String brought(ReceiptCarrier by, List<Receipt> receipts, ProcessRuntime runtime) {
    try {
      Registrar.Report registration =
          (Registrar.Report) runtime.call(registrar, new Registrar.Ask());
      if (!registration.token().isPresent()) {
        return "the device has no token";
      }
      PushToken token = registration.token().get();
      by.carry(token, receipts);
      return ARRIVED;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return e.toString();
    }
  }

  @Override
  public Next<Kept> handleInfo(Object message, Kept kept, Self self) {
    if (message instanceof Open) {
      return opened(kept, self) ? Next.keep() : Next.stop(ExitReason.SHUTDOWN, kept);
    }
    if (message instanceof Response && ((Response) message).label() instanceof Brought) {
      Response response = (Response) message;
      kept.underWay = false;
      if (response.isReply() && response.reply().equals(ARRIVED)) {
        arrived(((Brought) response.label()).numbers(), kept);
      } else {
        failed(response.isReply() ? response.reply() : response.failure(), kept, self);
      }
    } else if (message instanceof Again) {
      kept.retry = null;
    } else {
      self.logUnexpected(message);
      return Next.keep();
    }
    carry(kept, self);
    return Next.keep();
  }

  private void arrived(List<Long> numbers, Kept kept) {
    kept.failures = 0;
    kept.rows.keySet().removeAll(numbers);
    try {
      kept.namespace.update(
          transaction -> numbers.forEach(number -> transaction.remove(key(number))));
    } catch (StateFailure e) {
      log.error("{} receipts that have arrived may be brought again", numbers.size(), e);
    }
  }

  private void failed(Object why, Kept kept, Self self) {
    // Once for each trouble: what is tried again every few minutes would fill the log.
    if (kept.failures == 0) {
      log.warn("{} receipts did not reach the server ({}); they are kept", kept.rows.size(), why);
    } else {
      log.debug("{} receipts did not reach the server: {}", kept.rows.size(), why);
    }
    long millis = FIRST_RETRY_MILLIS << Math.min(kept.failures++, DOUBLINGS);
    kept.retry =
        self.sendAfter(
            Duration.ofMillis(Math.min(millis, LONGEST_RETRY_MILLIS)), self.pid(), new Again());
  }

  private static void cancelRetry(Kept kept, Self self) {
    if (kept.retry != null) {
      self.cancelTimer(kept.retry);
      kept.retry = null;
    }
  }

  private static String key(long number) {
    return ROW + String.format(Locale.ROOT, "%016x", number);
  }
}
