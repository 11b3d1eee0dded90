package dev.mob.testkit.platform;

import dev.mob.background.Constraints;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each planned slot one opportunity when its time has come, for a phone that is charging,
 * idle and on a free network unless the test says otherwise. Its clock starts at noon on 1 January
 * 2026 UTC and goes with {@link dev.mob.testkit.MobNode#advance}.
 */
public final class FakeWork implements WorkPlatform {
  private static final long START = 1_767_268_800_000L;

  /** One that the app was not there for, or that is due later. */
  private record Due(Slot slot, long at) {}

  private final List<Due> planned = new ArrayList<>();
  private final List<Opportunity> early = new ArrayList<>();
  private final List<WorkResult> results = new ArrayList<>();
  private Constraints phone = Constraints.NONE.network(Constraints.Network.UNMETERED);
  private Listener listener;
  private long now = START;
  private boolean charging = true;
  private boolean idle = true;

  FakeWork() {}

  /** What the app is to be woken for, the soonest first. */
  public synchronized List<Slot> planned() {
    return planned.stream().sorted(Comparator.comparingLong(Due::at)).map(Due::slot).toList();
  }

  /** How the opportunities that were given have ended, in that order. */
  public synchronized List<WorkResult> results() {
    return List.copyOf(results);
  }

  /** What the phone is from now on. */
  public synchronized void phoneIs(
      Constraints.Network network, boolean isCharging, boolean isIdle) {
    phone = Constraints.NONE.network(network);
    charging = isCharging;
    idle = isIdle;
  }

  /** Delivers a silent push. */
  public void push(String id, Map<String, String> data) {
    give(new Given(null, new Push(id, Map.copyOf(data))));
  }

  /** How long until the soonest slot is due; empty when nothing is planned. */
  public synchronized Optional<Duration> untilNext() {
    return planned.stream()
        .min(Comparator.comparingLong(Due::at))
        .map(due -> Duration.ofMillis(Math.max(0, due.at() - now)));
  }

  /** Lets time pass; what has become due is given an opportunity, the oldest first. */
  public void passes(Duration time) {
    List<Due> due = new ArrayList<>();
    synchronized (this) {
      now += time.toMillis();
      for (Iterator<Due> each = planned.iterator(); each.hasNext(); ) {
        Due next = each.next();
        if (next.at() <= now && meetsNow(next.slot().constraints())) {
          each.remove();
          due.add(next);
        }
      }
      due.sort(Comparator.comparingLong(Due::at));
    }
    due.forEach(each -> give(new Given(each.slot(), null)));
  }

  private void give(Opportunity opportunity) {
    Listener told;
    synchronized (this) {
      told = listener;
      if (told == null) {
        early.add(opportunity);
        return;
      }
    }
    told.opportunity(opportunity);
  }

  private boolean meetsNow(Constraints wanted) {
    return phone.network().compareTo(wanted.network()) >= 0
        && (charging || !wanted.charging())
        && (idle || !wanted.idle());
  }

  @Override
  public void listen(Listener told) {
    List<Opportunity> waiting;
    synchronized (this) {
      listener = told;
      waiting = List.copyOf(early);
      early.clear();
    }
    waiting.forEach(told::opportunity);
    passes(Duration.ZERO);
  }

  @Override
  public synchronized void plan(List<Slot> slots) {
    planned.clear();
    for (Slot slot : slots) {
      planned.add(new Due(slot, now + slot.delay().toMillis()));
    }
  }

  @Override
  public synchronized long now() {
    return now;
  }

  private final class Given implements Opportunity {
    private final Slot slot;
    private final Push push;

    Given(Slot slot, Push push) {
      this.slot = slot;
      this.push = push;
    }

    @Override
    public WorkKind kind() {
      return slot == null ? WorkKind.PUSH : slot.kind();
    }

    @Override
    public Optional<String> slot() {
      return Optional.ofNullable(slot).map(Slot::name);
    }

    @Override
    public boolean meets(Constraints constraints) {
      synchronized (FakeWork.this) {
        return meetsNow(constraints);
      }
    }

    @Override
    public Optional<Push> push() {
      return Optional.ofNullable(push);
    }

    @Override
    public void finished(WorkResult result) {
      synchronized (FakeWork.this) {
        results.add(result);
      }
    }
  }
}
