package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Tuple;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The registered names of one runtime. A process knows its own, and loses them when it ends. */
final class Names {
  private final ProcessSystem system;
  private final Map<Atom, ProcessCell> names = new ConcurrentHashMap<>();

  Names(ProcessSystem system) {
    this.system = system;
  }

  ProcessCell get(Atom name) {
    return names.get(name);
  }

  Map<Atom, Pid> all() {
    return Collections.unmodifiableMap(new HashMap<>(names));
  }

  /** Names a process that nobody else knows yet; the reason why its start is refused, or null. */
  ExitReason registerNew(Atom wanted, ProcessCell process) {
    ProcessCell holder = names.putIfAbsent(wanted, process);
    if (holder != null) {
      return ExitReason.of(Tuple.of(Atom.of("already_started"), holder));
    }
    process.extras().addName(wanted);
    return null;
  }

  void register(Atom wanted, Pid process) {
    if (!(process instanceof ProcessCell) || !system.isAlive(process)) {
      throw new IllegalArgumentException(
          "only a living process of this node can have a name: "
              + process
              + " cannot be "
              + wanted);
    }
    if (wanted.equals(Atom.UNDEFINED)) {
      throw new IllegalArgumentException("the name 'undefined' cannot be registered");
    }
    ProcessCell cell = (ProcessCell) process;
    ProcessCell holder = names.putIfAbsent(wanted, cell);
    if (holder != null) {
      throw new IllegalStateException("the name " + wanted + " is taken by " + holder);
    }
    cell.extras().addName(wanted);
    if (!system.isAlive(cell)) {
      // It ended meanwhile, perhaps after its names were taken from it.
      names.remove(wanted, cell);
      throw new IllegalArgumentException(process + " has ended and cannot be " + wanted);
    }
  }

  void unregister(Atom wanted, ProcessCell process) {
    if (!names.remove(wanted, process)) {
      throw new IllegalArgumentException(process + " is not registered as " + wanted);
    }
    process.extras().removeName(wanted);
  }

  boolean unregister(Atom wanted) {
    ProcessCell holder = names.remove(wanted);
    if (holder == null) {
      return false;
    }
    holder.extras().removeName(wanted);
    return true;
  }

  /** Takes all its names from a process that has ended. */
  void forget(ProcessCell process, Extras extras) {
    for (Atom each : extras.names()) {
      names.remove(each, process);
    }
  }
}
