package dev.mob.notify.internal;

import dev.mob.extension.ExtensionStopped;
import dev.mob.notify.LocalNotification;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.StateFailure;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Keeps the local notifications and has the platform plan them. The platform shows them, whether
 * this runs or not; what was shown once is forgotten here when it is past and the platform plans it
 * no longer, and the plan is told again, since a platform may hold only the soonest.
 */
final class Schedule implements GenServer<Schedule.Rows> {
  private static final String ROW = "row/";

  /** How long after a due time the plan is looked at again. */
  private static final long SHOWN_MILLIS = 1_000;

  /** Timers are asked for no longer than this; the clock may jump meanwhile. */
  private static final long LOOK_MILLIS = 6 * 60 * 60_000L;

  private final Supplier<Namespace> store;
  private final BiConsumer<Pid, Object> whenReady;
  private final PushPlatform platform;
  private final Logger log;

  /** A call. */
  record Put(LocalNotification notification) {}

  /** A call: true when there was such a one; {@code null} for all. */
  record Cancel(String id) {}

  /** A call, answered with a list of {@link LocalNotification}, the soonest first. */
  record Ask() {}

  private record Look() {}

  /** What is scheduled, by id; on disk and in memory. Owned by this process. */
  static final class Rows {
    /** {@code null} until it is opened. */
    private Namespace namespace;

    private final Map<String, LocalNotification> byId = new TreeMap<>();
    private Ref timer;
  }

  /**
   * @param store opens where they are kept; called once a start, in this process
   * @param whenReady sends a process a message when the boot is over
   */
  Schedule(
      Supplier<Namespace> store,
      BiConsumer<Pid, Object> whenReady,
      PushPlatform platform,
      Logger log) {
    this.store = store;
    this.whenReady = whenReady;
    this.platform = platform;
    this.log = log;
  }

  @Override
  public Init<Rows> init(Object argument, Self self) {
    whenReady.accept(self.pid(), new Open());
    return Init.ok(new Rows());
  }

  /** Opens what is not open yet; false when it never will be, since the extension stops. */
  private boolean opened(Rows rows, Self self) {
    if (rows.namespace != null) {
      return true;
    }
    try {
      rows.namespace = store.get();
    } catch (ExtensionStopped stopped) {
      return false;
    }
    for (String key : rows.namespace.keys(ROW)) {
      read(key, rows);
    }
    prune(rows);
    plan(rows, self);
    return true;
  }

  private void read(String key, Rows rows) {
    try {
      rows.namespace
          .get(Key.of(key, ScheduledRow.CODEC))
          .ifPresent(row -> rows.byId.put(row.id(), row));
    } catch (StateFailure e) {
      if (e.kind() != StateFailure.Kind.UNREADABLE) {
        throw e;
      }
      // Left on disk: the version of the app that wrote it may come back.
      log.error("a scheduled notification cannot be read and is not shown", e);
    }
  }

  @Override
  public Next<Rows> handleCall(Object request, From from, Rows rows, Self self) {
    if (!opened(rows, self)) {
      return Next.stop(ExitReason.SHUTDOWN, rows);
    }
    if (request instanceof Put) {
      prune(rows);
      LocalNotification row = ((Put) request).notification().resolved(platform.now());
      rows.namespace.put(Key.of(ROW + row.id(), ScheduledRow.CODEC), row);
      rows.byId.put(row.id(), row);
      plan(rows, self);
      return Next.reply(true, rows);
    }
    if (request instanceof Cancel) {
      String id = ((Cancel) request).id();
      Set<String> ids = new HashSet<>(rows.byId.keySet());
      if (id != null) {
        ids.retainAll(Collections.singleton(id));
      }
      forget(ids, rows);
      platform.dismiss(id == null ? ids : Collections.singleton(id));
      prune(rows);
      plan(rows, self);
      return Next.reply(!ids.isEmpty(), rows);
    }
    prune(rows);
    return Next.reply(soonestFirst(rows), rows);
  }

  @Override
  public Next<Rows> handleInfo(Object message, Rows rows, Self self) {
    if (message instanceof Open) {
      return opened(rows, self) ? Next.keep() : Next.stop(ExitReason.SHUTDOWN, rows);
    }
    if (message instanceof Look) {
      prune(rows);
      plan(rows, self);
    } else {
      self.logUnexpected(message);
    }
    return Next.keep();
  }

  private void plan(Rows rows, Self self) {
    List<Planned> planned = new ArrayList<>();
    for (LocalNotification row : soonestFirst(rows)) {
      planned.add(ScheduledRow.planned(row));
    }
    platform.plan(planned);
    if (rows.timer != null) {
      self.cancelTimer(rows.timer);
      rows.timer = null;
    }
    if (!rows.byId.isEmpty()) {
      long now = platform.now();
      long wait = Long.MAX_VALUE;
      for (LocalNotification row : rows.byId.values()) {
        wait = Math.min(wait, Math.max(0, ScheduledRow.due(row, now, platform.zone()) - now));
      }
      rows.timer =
          self.sendAfter(
              Duration.ofMillis(Math.min(wait, LOOK_MILLIS) + SHOWN_MILLIS),
              self.pid(),
              new Look());
    }
  }

  /**
   * Forgets what was shown once. Not what has just been put: that may be due already, and the
   * platform does not know of it yet.
   */
  private void prune(Rows rows) {
    long now = platform.now();
    Set<String> shown = new HashSet<>();
    for (LocalNotification row : rows.byId.values()) {
      if (ScheduledRow.isOnce(row) && ScheduledRow.due(row, now, platform.zone()) <= now) {
        shown.add(row.id());
      }
    }
    if (!shown.isEmpty()) {
      shown.removeAll(platform.planned());
      forget(shown, rows);
    }
  }

  private static void forget(Set<String> ids, Rows rows) {
    if (!ids.isEmpty()) {
      rows.namespace.update(transaction -> ids.forEach(gone -> transaction.remove(ROW + gone)));
      rows.byId.keySet().removeAll(ids);
    }
  }

  private List<LocalNotification> soonestFirst(Rows rows) {
    long now = platform.now();
    ZoneId here = platform.zone();
    List<LocalNotification> sorted = new ArrayList<>(rows.byId.values());
    sorted.sort(
        Comparator.comparingLong((LocalNotification row) -> ScheduledRow.due(row, now, here)));
    return sorted;
  }
}
