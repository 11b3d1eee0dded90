package dev.mob.cluster.internal.otp.global;

import dev.mob.cluster.GlobalNames;
import dev.mob.process.Atom;
import dev.mob.process.CallFailed;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * The global names as this node knows them; written by {@link Global} alone, read by any thread.
 */
public final class GlobalView implements GlobalNames {
  static final Atom GLOBAL = Atom.of("global");
  static final Atom SET_LOCK = Atom.of("set_lock");
  static final Atom DEL_LOCK = Atom.of("del_lock");
  static final Atom REGISTER = Atom.of("register");
  static final Atom UNREGISTER = Atom.of("unregister");
  static final Tuple RANDOM_EXIT_NAME = Tuple.of(GLOBAL, Atom.of("random_exit_name"));

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final ProcessRuntime runtime;
  final Map<Object, Pid> registered = new ConcurrentHashMap<>();

  /** The nodes that take part. */
  final Set<Atom> known = ConcurrentHashMap.newKeySet();

  public GlobalView(ProcessRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Pid whereis(Object name) {
    return registered.get(name);
  }

  @Override
  public Set<Object> names() {
    return Collections.unmodifiableSet(registered.keySet());
  }

  @Override
  public boolean register(Object name, Pid process, Duration timeout) {
    return locked(timeout, nodes -> !registered.containsKey(name) && tellAll(nodes, name, process));
  }

  @Override
  public boolean reregister(Object name, Pid process, Duration timeout) {
    return locked(timeout, nodes -> tellAll(nodes, name, process));
  }

  private boolean tellAll(List<Atom> nodes, Object name, Pid process) {
    nodes.forEach(node -> ask(node, Tuple.of(REGISTER, name, process, RANDOM_EXIT_NAME)));
    return true;
  }

  @Override
  public boolean unregister(Object name, Duration timeout) {
    return locked(
        timeout,
        nodes -> {
          nodes.forEach(node -> ask(node, Tuple.of(UNREGISTER, name)));
          return true;
        });
  }

  /** Does something while all nodes that take part hold the lock for it: {@code global:trans}. */
  private boolean locked(Duration timeout, Predicate<List<Atom>> action) {
    Tuple id = Tuple.of(GLOBAL, runtime.makeRef());
    long end = System.nanoTime() + timeout.toNanos();
    for (int tries = 0; ; tries++) {
      List<Atom> nodes = new ArrayList<>(known);
      nodes.add(runtime.node());
      // The greatest name first, as all do: who has it is seldom refused by the others.
      nodes.sort(Collections.reverseOrder());
      int held = 0;
      while (held < nodes.size() && locks(nodes.get(held), id)) {
        held++;
      }
      try {
        // A meeting may have ended before the lock was set here: who is new is asked too, then.
        // Once
        // it is set no meeting comes to an end (global.erl, lock_on_known_nodes).
        if (held == nodes.size() && nodes.containsAll(known)) {
          return action.test(nodes);
        }
      } finally {
        nodes.subList(0, held).forEach(node -> ask(node, Tuple.of(DEL_LOCK, id)));
      }
      if (System.nanoTime() >= end) {
        return false;
      }
      pause(tries);
    }
  }

  /** Whether a node sets the lock; one that is gone has nothing against it, as OTP has it. */
  private boolean locks(Atom node, Tuple id) {
    Object answer = ask(node, Tuple.of(SET_LOCK, id));
    return Boolean.TRUE.equals(answer) || (answer == null && !node.equals(runtime.node()));
  }

  private static void pause(int tries) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, 20 << Math.min(tries, 6)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks a node's name server; {@code null} when it does not answer. */
  private Object ask(Atom node, Tuple request) {
    try {
      return runtime.call(new ProcessName(Global.NAME_ATOM, node), request, ANSWER);
    } catch (CallFailed gone) {
      return null;
    }
  }
}
