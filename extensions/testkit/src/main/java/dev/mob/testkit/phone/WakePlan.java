package dev.mob.testkit.phone;

import dev.mob.background.platform.WorkPlatform.Slot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What the app has asked to be woken for. It belongs to the phone and outlives the app's process;
 * each slot is looked at when its time has come, and again later for as long as a rule defers it.
 */
final class WakePlan {
  private final OperatingSystem system;
  private final Conditions conditions;
  private final Random random;
  private final PhoneClock clock;
  private final Consumer<Slot> wake;
  private final Map<String, Planned> planned = new LinkedHashMap<>();

  private record Planned(Slot slot, long earliest, Agenda.Item look) {}

  /**
   * @param wake gives a slot its opportunity
   */
  WakePlan(
      OperatingSystem system,
      Conditions conditions,
      PhoneClock clock,
      Random random,
      Consumer<Slot> wake) {
    this.system = system;
    this.conditions = conditions;
    this.random = random;
    this.clock = clock;
    this.wake = wake;
  }

  /** Takes the place of what was planned; a slot that stays as it was keeps its turn. */
  void replace(List<Slot> slots) {
    long now = clock.now();
    Map<String, Planned> before = new LinkedHashMap<>(planned);
    planned.clear();
    for (Slot slot : slots) {
      Planned same = before.remove(slot.name());
      long earliest = now + slot.delay().toMillis();
      if (same != null && same.slot.kind() == slot.kind() && same.earliest == earliest) {
        planned.put(slot.name(), same);
        continue;
      }
      if (same != null) {
        same.look.callOff();
      }
      lookAt(slot, earliest, earliest + system.lookAfter(slot, random).toMillis());
    }
    before.values().forEach(gone -> gone.look.callOff());
  }

  void forget() {
    planned.values().forEach(slot -> slot.look.callOff());
    planned.clear();
  }

  private void lookAt(Slot slot, long earliest, long time) {
    planned.put(slot.name(), new Planned(slot, earliest, clock.at(time, () -> look(slot.name()))));
  }

  private void look(String name) {
    Planned due = planned.remove(name);
    if (conditions.forceQuit) {
      return;
    }
    long now = clock.now();
    Optional<Ruling<Duration>> deferred = system.defers(due.slot, conditions, now, random);
    if (deferred.isPresent()) {
      lookAt(due.slot, due.earliest, now + Math.max(1, deferred.get().value().toMillis()));
      return;
    }
    conditions.lastWork = now;
    wake.accept(due.slot);
  }
}
