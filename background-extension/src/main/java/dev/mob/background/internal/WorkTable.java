package dev.mob.background.internal;

import dev.mob.background.WorkKind;
import dev.mob.background.WorkRequest;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.StateFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;

/**
 * All work that is not done yet: on disk, and in memory to read. Each change is committed before it
 * is visible. Used by one process.
 */
final class WorkTable {
  private static final String ROW = "row/";
  private static final String SEEN = "seen/";
  private static final int SEEN_IDS = 256;

  private final Namespace namespace;
  private final Map<String, WorkRow> rows = new TreeMap<>();

  WorkTable(Namespace namespace, Logger log) {
    this.namespace = namespace;
    for (String key : namespace.keys(ROW)) {
      try {
        namespace.get(Key.of(key, WorkRow.CODEC)).ifPresent(row -> rows.put(row.name(), row));
      } catch (StateFailure e) {
        if (e.kind() != StateFailure.Kind.UNREADABLE) {
          throw e;
        }
        // Left on disk: the version of the app that wrote it may come back.
        log.error("work {} cannot be read and does not run", key.substring(ROW.length()), e);
      }
    }
  }

  Optional<WorkRow> find(String name) {
    return Optional.ofNullable(rows.get(name));
  }

  Collection<WorkRow> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  void put(WorkRow row) {
    namespace.put(key(row.name()), row);
    rows.put(row.name(), row);
  }

  void remove(String name) {
    namespace.update(
        transaction -> {
          transaction.remove(ROW + name);
          transaction.remove(SEEN + name);
        });
    rows.remove(name);
  }

  /**
   * Makes a piece of work out of each request that stands, for a push that it has not seen; all in
   * one commit with the note that it has.
   *
   * @return the names of the new work
   */
  List<String> begin(WorkPlatform.Push push, long now) {
    List<WorkRow> made = new ArrayList<>();
    namespace.update(
        transaction -> {
          for (WorkRow row : rows.values()) {
            Key<List<String>> seenKey = Key.of(SEEN + row.name(), Codec.STRING.list());
            List<String> seen =
                row.isStanding()
                    ? transaction.get(seenKey).orElse(Collections.<String>emptyList())
                    : Collections.singletonList(push.id());
            if (seen.contains(push.id())) {
              continue;
            }
            List<String> more = new ArrayList<>(seen);
            more.add(push.id());
            int from = Math.max(0, more.size() - SEEN_IDS);
            transaction.put(seenKey, new ArrayList<>(more.subList(from, more.size())));
            WorkRow work = WorkRow.first(once(row.request(), push), now);
            transaction.put(key(work.name()), work);
            made.add(work);
          }
        });
    List<String> names = new ArrayList<>();
    for (WorkRow work : made) {
      rows.put(work.name(), work);
      names.add(work.name());
    }
    return names;
  }

  private static WorkRequest once(WorkRequest standing, WorkPlatform.Push push) {
    Map<String, String> input = new TreeMap<>(standing.input());
    input.putAll(push.data());
    // Should it not be done within the push's window, it is short work like any other.
    return new WorkRequest(
        standing.name() + "#" + push.id(),
        standing.worker(),
        WorkKind.REFRESH,
        standing.delay(),
        null,
        standing.constraints(),
        standing.backoff(),
        input,
        false);
  }

  private static Key<WorkRow> key(String name) {
    return Key.of(ROW + name, WorkRow.CODEC);
  }
}
