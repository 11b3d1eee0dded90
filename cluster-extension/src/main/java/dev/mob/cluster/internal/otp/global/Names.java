package dev.mob.cluster.internal.otp.global;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the names into {@link GlobalView}; a name goes when its process does. */
final class Names {
  private static final Atom INSERT = Atom.of("insert");

  private final Map<Object, Ref> monitors = new HashMap<>();
  private final GlobalView view;
  private final Watches watches;

  Names(GlobalView view, Watches watches) {
    this.view = view;
    this.watches = watches;
  }

  void insert(Object name, Pid pid, Self self) {
    watches.end(monitors.remove(name), self);
    view.registered.put(name, pid); // In one step: nobody finds the name free meanwhile.
    Ref[] monitor = new Ref[1];
    monitor[0] = watches.begin(pid, () -> ended(name, pid, monitor[0]), self);
    monitors.put(name, monitor[0]);
  }

  private void ended(Object name, Pid pid, Ref monitor) {
    view.registered.remove(name, pid);
    monitors.remove(name, monitor);
  }

  void delete(Object name, Self self) {
    watches.end(monitors.remove(name), self);
    view.registered.remove(name);
  }

  /** Does what another node has found out: {@code {insert, {Name, Pid, Method}}} and deletions. */
  void apply(List<?> operations, Self self) {
    for (Object each : operations) {
      Tuple operation = (Tuple) each;
      if (operation.get(0).equals(INSERT)) {
        Tuple entry = (Tuple) operation.get(1);
        insert(entry.get(0), (Pid) entry.get(1), self);
      } else {
        delete(operation.get(1), self);
      }
    }
  }

  static Tuple insertion(Object name, Pid pid) {
    return Tuple.of(INSERT, Tuple.of(name, pid, GlobalView.RANDOM_EXIT_NAME));
  }

  /** The names as they are exchanged: {@code {Name, Pid, Method}}. */
  List<Object> offer() {
    List<Object> names = new ArrayList<>();
    view.registered.forEach(
        (name, pid) -> names.add(Tuple.of(name, pid, GlobalView.RANDOM_EXIT_NAME)));
    return names;
  }
}
