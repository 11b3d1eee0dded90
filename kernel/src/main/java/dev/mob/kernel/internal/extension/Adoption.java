package dev.mob.kernel.internal.extension;

import dev.mob.process.Child;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an activation finds when another version of the extension runs: children that it takes over
 * instead of starting its own, and the moment until which nobody sees its services. An activation
 * without another version takes over from nobody, at once.
 */
final class Adoption {
  /** Emptied at the takeover: the specifications in it are the other version's. */
  private volatile Map<Object, Child> running;

  private final List<Runnable> waiting = new ArrayList<>();
  private volatile boolean takenOver;

  private final boolean startsLate;
  private final List<Runnable> late = new ArrayList<>();

  private Adoption(Map<Object, Child> running, boolean startsLate, boolean takenOver) {
    this.running = running;
    this.startsLate = startsLate;
    this.takenOver = takenOver;
  }

  /** For an activation without another version. */
  static Adoption none() {
    return new Adoption(Collections.emptyMap(), false, true);
  }

  /**
   * @param running the children of the other version
   * @param startsLate whether no child can be started before the takeover
   */
  static Adoption of(List<Child> running, boolean startsLate) {
    Map<Object, Child> byId = new HashMap<>();
    for (Child child : running) {
      byId.put(child.spec().id(), child);
    }
    return new Adoption(byId, startsLate, false);
  }

  /** The child with this id, if the other version has one. */
  Optional<Child> find(Object id) {
    return takenOver ? Optional.empty() : Optional.ofNullable(running.get(id));
  }

  /** Keeps the start of a child for later, if it has to wait; false when it is to start now. */
  synchronized boolean postpones(Runnable start) {
    if (takenOver || !startsLate) {
      return false;
    }
    late.add(start);
    return true;
  }

  /** After the takeover, when the supervisor works again. */
  synchronized void startLate() {
    List<Runnable> due = new ArrayList<>(late);
    late.clear();
    due.forEach(Runnable::run);
  }

  boolean isTakenOver() {
    return takenOver;
  }

  /** Does something when the extension is this version's, which may be now. */
  void atTakeover(Runnable action) {
    synchronized (this) {
      if (!takenOver) {
        waiting.add(action);
        return;
      }
    }
    action.run();
  }

  /**
   * The extension is this version's from now on, unless something that waited for this throws: then
   * it is not.
   */
  synchronized void takeOver() {
    for (Runnable action : waiting) {
      action.run();
    }
    waiting.clear();
    takenOver = true;
    running = Collections.emptyMap();
  }
}
