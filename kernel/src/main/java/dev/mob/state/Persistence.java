package dev.mob.state;

import dev.mob.extension.ExtensionContext;
import dev.mob.extension.ServiceProperties;
import dev.mob.extension.SuspendListener;
import dev.mob.process.Atom;
import dev.mob.process.Behaviour;
import dev.mob.process.ChildSpec;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Self;
import dev.mob.state.internal.PersistingServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the states of servers in a {@link Namespace}.
 *
 * <p>A server hands over each new state when a callback returns it, which costs one entry in a
 * table. The first one after a save starts a timer; what has come when it fires is written in one
 * transaction, each server's latest state only. A state is also written when its server ends, when
 * the phone suspends the app, and on {@link #flush}. So a crash loses nothing, and a kill at most
 * what changed within the interval.
 *
 * <p>May be used from any thread. {@link #of} gives an extension one that is flushed and closed
 * with it; whoever makes one otherwise runs {@link #saver()} under a supervisor and flushes it.
 */
public final class Persistence implements SuspendListener, AutoCloseable {
  /** The interval of {@link #of(ExtensionContext)}. */
  public static final Duration STANDARD_INTERVAL = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
  private static final Atom SAVE = Atom.of("save");
  private static final int MOST_IN_A_COMMIT = 1_000;

  private final StateStore store;
  private final Namespace namespace;
  private final ProcessRuntime runtime;
  private final Duration interval;

  /** What has changed since it was last written, by key. */
  private final Map<String, Handed<?>> pending = new ConcurrentHashMap<>();

  /** True from the first change after a save until the save has begun. */
  private final AtomicBoolean due = new AtomicBoolean();

  /** One flush at a time, so that an older state never overwrites a newer one. */
  private final ReentrantLock writing = new ReentrantLock();

  private volatile Pid saver;

  private record Handed<S>(Key<S> key, S state) {}

  /**
   * @param interval how long changes are gathered before they are written
   */
  public Persistence(
      StateStore store, Namespace namespace, ProcessRuntime runtime, Duration interval) {
    this.store = store;
    this.namespace = namespace;
    this.runtime = runtime;
    this.interval = interval;
  }

  /** One for an extension's servers: supervised, flushed at suspension, closed at its end. */
  public static Persistence of(ExtensionContext context, StateStore store) {
    Persistence persistence =
        context.own(
            new Persistence(
                store, store.namespace("servers"), context.runtime(), STANDARD_INTERVAL));
    // After all others: only then has everybody said what there is to save.
    context.provide(
        SuspendListener.class,
        persistence,
        Collections.singletonMap(ServiceProperties.RANKING, Integer.MIN_VALUE));
    // In a hot update this is the process of the version before, which has gone over by then.
    Pid running = context.supervise(persistence.saver());
    if (persistence.saver == null) {
      persistence.saver = running;
    }
    return persistence;
  }

  /** The process that saves when the interval has passed; run it under a supervisor. */
  public ChildSpec saver() {
    return ChildSpec.worker("saver-" + namespace.name(), new Saver(this), null);
  }

  /**
   * A server that persists.
   *
   * @param key names its state; two servers that run at once need two keys
   */
  public <S> GenServer<S> server(PersistentServer<S> server, Key<S> key) {
    return new PersistingServer<>(server, this, key);
  }

  /**
   * The state that was handed over last, written or not. What does not decode is removed, with an
   * error in the log: an old state never keeps a server from starting.
   */
  public <S> Optional<S> latest(Key<S> key) {
    Handed<?> handed = pending.get(key.name());
    if (handed != null) {
      @SuppressWarnings("unchecked")
      S state = (S) handed.state;
      return Optional.of(state);
    }
    try {
      return namespace.get(key);
    } catch (StateFailure e) {
      if (e.kind() != StateFailure.Kind.UNREADABLE) {
        throw e;
      }
      LOG.error("the saved state of {} is given up", key, e);
      namespace.remove(key);
      return Optional.empty();
    }
  }

  /** Takes over a new state, to be written within the interval. */
  public <S> void changed(Key<S> key, S state) {
    pending.put(key.name(), new Handed<>(key, state));
    // Without a saver nobody would clear the mark; the next saver looks for itself.
    Pid process = saver;
    if (process != null && due.compareAndSet(false, true)) {
      runtime.sendAfter(interval, process, SAVE);
    }
  }

  /** Removes a server's state, so that the next one begins anew. */
  public void forget(Key<?> key) {
    writing.lock();
    try {
      pending.remove(key.name());
      namespace.remove(key);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Writes what has changed and returns when it is on disk. One state that cannot be encoded or is
   * too large is reported and left out; the others are written.
   *
   * @throws StateFailure when the disk fails; all is kept and written the next time
   */
  public void flush() {
    writing.lock();
    try {
      List<Handed<?>> batch = new ArrayList<>(pending.values());
      for (int from = 0; from < batch.size(); from += MOST_IN_A_COMMIT) {
        write(batch.subList(from, Math.min(batch.size(), from + MOST_IN_A_COMMIT)));
      }
    } finally {
      writing.unlock();
    }
  }

  private void write(List<Handed<?>> batch) {
    Map<String, byte[]> encoded = new LinkedHashMap<>();
    for (Handed<?> handed : batch) {
      try {
        encoded.put(handed.key.name(), encode(handed));
      } catch (StateFailure e) {
        LOG.error("a server's state is not saved", e);
        pending.remove(handed.key.name(), handed);
      }
    }
    if (!encoded.isEmpty()) {
      store.commit(namespace.name(), encoded);
    }
    for (Handed<?> handed : batch) {
      // Only if it is still the same: a state that came meanwhile waits for the next save.
      pending.computeIfPresent(handed.key.name(), (key, now) -> now == handed ? null : now);
    }
  }

  private <S> byte[] encode(Handed<S> handed) {
    return store.encoded(namespace.name(), handed.key, handed.state);
  }

  @Override
  public void suspended() {
    try {
      flush();
    } catch (StateFailure e) {
      LOG.error("the servers' states could not be saved before the suspension", e);
    }
  }

  /**
   * Writes what has changed. After a hot update it does not: the states are those of the other
   * version's servers by then, and it had written them before they went over.
   */
  @Override
  public void close() {
    if (isReplaced()) {
      pending.clear();
    } else {
      flush();
    }
  }

  /** True when the process that saves does so for another version of the extension. */
  private boolean isReplaced() {
    Pid process = saver;
    Behaviour<?> code = process == null ? null : runtime.sys().behaviour(process);
    return code instanceof Saver && ((Saver) code).persistence != this;
  }

  /** Saves when its timer says so; after a crash its successor looks for what is pending. */
  private record Saver(Persistence persistence) implements GenServer<Integer> {
    private static final int MOST_FAILURES_COUNTED = 8;

    @Override
    public Init<Integer> init(Object argument, Self self) {
      persistence.due.set(true);
      persistence.saver = self.pid();
      self.sendAfter(persistence.interval, self.pid(), SAVE);
      return Init.ok(0);
    }

    /**
     * @param failures how often saving has failed in a row
     */
    @Override
    public Next<Integer> handleInfo(Object message, Integer failures, Self self) {
      if (!SAVE.equals(message)) {
        self.logUnexpected(message);
        return Next.keep();
      }
      // Before the flush: what comes while it runs starts a timer of its own.
      persistence.due.set(false);
      try {
        persistence.flush();
        return Next.noreply(0);
      } catch (StateFailure e) {
        if (e.kind() == StateFailure.Kind.CLOSED) {
          return Next.keep();
        }
        int more = Math.min(failures + 1, MOST_FAILURES_COUNTED);
        Duration wait = persistence.interval.multipliedBy(1L << more);
        LOG.error("saving failed; it is tried again in {}", wait, e);
        persistence.due.set(true);
        self.sendAfter(wait, self.pid(), SAVE);
        return Next.noreply(more);
      }
    }
  }
}
