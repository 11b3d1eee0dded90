package dev.mob.kernel.internal.find;

import dev.mob.config.Descriptor;
import dev.mob.config.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which extensions are activated: a depth-first walk along {@code requires}, so each
 * comes after all that it requires, and those that do not depend on each other keep the order of
 * mob.conf.
 *
 * @param ids all extensions, in order; of no use when there are cycles
 * @param cycles circles of requirements, each beginning and ending with the same id
 */
record ActivationOrder(List<String> ids, List<List<String>> cycles) {

  /**
   * @param active the descriptors of the active extensions by id, in the order of mob.conf;
   *     requirements that are not among them are passed over
   */
  static ActivationOrder of(Map<String, Descriptor> active) {
    Set<String> done = new LinkedHashSet<>();
    List<List<String>> cycles = new ArrayList<>();
    for (String id : active.keySet()) {
      visit(id, active, new ArrayList<>(), done, cycles);
    }
    return new ActivationOrder(new ArrayList<>(done), cycles);
  }

  private static void visit(
      String id,
      Map<String, Descriptor> active,
      List<String> way,
      Set<String> done,
      List<List<String>> cycles) {
    Descriptor descriptor = active.get(id);
    if (descriptor == null || done.contains(id)) {
      return;
    }
    int begun = way.indexOf(id);
    if (begun >= 0) {
      List<String> cycle = new ArrayList<>(way.subList(begun, way.size()));
      cycle.add(id);
      cycles.add(cycle);
      return;
    }
    way.add(id);
    for (Requirement requirement : descriptor.requires()) {
      visit(requirement.id(), active, way, done, cycles);
    }
    way.remove(way.size() - 1);
    done.add(id);
  }
}
