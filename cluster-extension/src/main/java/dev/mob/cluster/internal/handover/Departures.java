package dev.mob.cluster.internal.handover;

import dev.mob.cluster.Exposure;
import dev.mob.cluster.GlobalNames;
import dev.mob.cluster.Handover;
import dev.mob.cluster.Movable;
import dev.mob.cluster.MoveFailed;
import dev.mob.cluster.ProcessGroups;
import dev.mob.process.Atom;
import dev.mob.process.Behaviour;
import dev.mob.process.CallFailed;
import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.Pid;
import dev.mob.process.ProcessInfo;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Restart;
import dev.mob.process.Supervisor;
import dev.mob.process.Sys;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands processes of this node over to others; each move has a thread of its own meanwhile. */
public final class Departures implements Handover {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
  private static final Duration LOCAL = Duration.ofSeconds(5);
  private static final Duration NAMES = Duration.ofSeconds(10);
  private static final long ASK_AGAIN_MILLIS = 200;

  private final ProcessRuntime runtime;
  private final ProcessGroups groups;
  private final GlobalNames names;
  private final Arrivals arrivals;

  /** Moves that were given up without word from the other node: it is told when it is there. */
  private final Map<Ref, Atom> withdrawn = new ConcurrentHashMap<>();

  public Departures(
      ProcessRuntime runtime, ProcessGroups groups, GlobalNames names, Arrivals arrivals) {
    this.runtime = runtime;
    this.groups = groups;
    this.names = names;
    this.arrivals = arrivals;
  }

  @Override
  public Exposure accept(Movable<?> code, Set<Atom> nodes, Function<ChildSpec, Pid> start) {
    Arrivals.Accepted how = new Arrivals.Accepted(code, Set.copyOf(nodes), start);
    if (!arrivals.accept(code.kind(), how)) {
      throw new IllegalStateException(
          "processes of kind " + code.kind() + " are accepted already; end that first");
    }
    return () -> arrivals.refuse(code.kind(), how);
  }

  @Override
  public CompletableFuture<Pid> move(Pid process, Atom node, Options options) {
    CompletableFuture<Pid> outcome = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                outcome.complete(new Move(process, node, options).run());
              } catch (RuntimeException e) {
                MoveFailed failed =
                    e instanceof MoveFailed
                        ? (MoveFailed) e
                        : new MoveFailed(process, e.getMessage(), e);
                LOG.info("{}", failed.getMessage());
                outcome.completeExceptionally(failed);
              }
            },
            "mob-handover of " + process);
    thread.setDaemon(true);
    thread.start();
    return outcome;
  }

  /** A node is there: what was given up without a word from it is withdrawn. */
  public void up(Atom node) {
    withdrawn.forEach(
        (move, to) -> {
          if (to.equals(node) && withdrawn.remove(move, to)) {
            runtime.cast(server(node), Tuple.of(Arrivals.WITHDRAW, move));
          }
        });
  }

  /** A pid of this node that another one gave is the local process. */
  private Pid hereIfOurs(Pid given) {
    if (given.isLocal() || !given.node().equals(runtime.node())) {
      return given;
    }
    Pid local = runtime.distribution().local(given.id(), given.serial(), given.creation());
    return local == null ? given : local;
  }

  private static ProcessName server(Atom node) {
    return new ProcessName(Arrivals.NAME_ATOM, node);
  }

  /** One process on its way. */
  private final class Move {
    private final Pid process;
    private final Atom node;
    private final Options options;
    private final Ref id = runtime.makeRef();
    private final Sys sys = runtime.sys();

    Move(Pid given, Atom node, Options options) {
      this.process = hereIfOurs(given);
      this.node = node;
      this.options = options;
    }

    Pid run() {
      Movable<Object> code = consenting();
      Pid there;
      try {
        // One that does not come to it in time stands still later: then it is told to go on, later.
        sys.suspend(process, LOCAL);
        there = handOver(code);
      } catch (RuntimeException e) {
        goOn();
        throw e;
      }
      forward(there);
      return there;
    }

    @SuppressWarnings("unchecked")
    private Movable<Object> consenting() {
      if (node.equals(runtime.node())) {
        throw new MoveFailed(process, "it is on " + node + " already", null);
      }
      Behaviour<?> code = process.isLocal() ? sys.behaviour(process) : null;
      if (code == null) {
        throw new MoveFailed(process, "it is no living process of this node", null);
      }
      if (!(code instanceof Movable)) {
        throw new MoveFailed(
            process, code.getClass().getName() + " does not implement Movable", null);
      }
      if (isPermanent()) {
        throw new MoveFailed(
            process,
            "its supervisor would start it again here; make the child transient or temporary",
            null);
      }
      return (Movable<Object>) code;
    }

    private boolean isPermanent() {
      Pid parent = runtime.info(process).map(ProcessInfo::parent).orElse(null);
      Behaviour<?> above = parent == null || !parent.isLocal() ? null : sys.behaviour(parent);
      if (above == null
          || !(above.getClass() == Supervisor.behaviour().getClass()
              || above.getClass() == DynamicSupervisor.behaviour().getClass())) {
        return false;
      }
      for (Child child : Supervisor.whichChildren(runtime, parent)) {
        if (process.equals(child.pid())) {
          return child.spec().restart() == Restart.PERMANENT;
        }
      }
      return false;
    }

    private Pid handOver(Movable<Object> code) {
      Object state = sys.getState(process, LOCAL);
      if (!code.mayMove(state, node)) {
        throw new MoveFailed(process, "it does not want to move to " + node + " now", null);
      }
      List<Atom> own = runtime.info(process).map(ProcessInfo::names).orElse(List.of());
      Object name = own.isEmpty() ? Atom.UNDEFINED : own.get(0);
      Object offer =
          Tuple.of(
              Arrivals.OFFER, id, code.kind(), code.pack(state), name, groupsOf(process), process);
      expectOk(runtime.call(server(node), offer, options.answer()));
      Object started;
      try {
        started = runtime.call(server(node), Tuple.of(Arrivals.START, id), options.answer());
      } catch (CallFailed noAnswer) {
        started = settle(noAnswer);
      }
      return (Pid) ((Tuple) expectOk(started)).get(1);
    }

    private Object expectOk(Object answer) {
      if (answer.equals(Atom.OK)
          || answer instanceof Tuple && ((Tuple) answer).isTagged(Atom.OK, 2)) {
        return answer;
      }
      Object why =
          answer instanceof Tuple && ((Tuple) answer).isTagged(Atom.ERROR, 2)
              ? ((Tuple) answer).get(1)
              : answer;
      throw new MoveFailed(process, String.valueOf(why), null);
    }

    /** The other node may have it: asks until it says so. */
    private Object settle(CallFailed noAnswer) {
      LOG.warn("{} waits for word from {}, which may have it", process, node);
      long end = System.nanoTime() + options.doubt().toNanos();
      while (System.nanoTime() < end) {
        try {
          Object answer =
              runtime.call(server(node), Tuple.of(Arrivals.OUTCOME, id), options.answer());
          if (answer.equals(Arrivals.UNKNOWN)) {
            throw new MoveFailed(process, "the connection was lost before it began there", null);
          }
          return answer;
        } catch (CallFailed notThere) {
          pause();
        }
      }
      withdrawn.put(id, node);
      throw new MoveFailed(
          process, "there was no word from " + node + " for " + options.doubt(), noAnswer);
    }

    private void pause() {
      try {
        Thread.sleep(ASK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void goOn() {
      try {
        sys.resume(process, LOCAL);
      } catch (CallFailed busyOrEnded) {
        LOG.info("{} goes on when it comes to it, if it lives: {}", process, busyOrEnded.reason());
      }
    }

    /** It lives there: the old pid hands on what comes, first its mailbox. */
    private void forward(Pid there) {
      try {
        sys.changeCode(process, new Forwarder(there, options.forwardFor()), "moved", LOCAL);
        runtime.send(process, new Forwarder.Begin(id));
        sys.resume(process, LOCAL);
      } catch (CallFailed ended) {
        // It was killed while it stood still; what has moved has moved.
        runtime.cast(server(node), Tuple.of(Arrivals.FLUSHED, id));
      }
      for (Object name : names.names()) {
        if (process.equals(names.whereis(name)) && !names.reregister(name, there, NAMES)) {
          LOG.warn("the global name {} still names {}, which forwards", name, process);
        }
      }
      for (Object group : groupsOf(process)) {
        groups.leave(group, process);
      }
      LOG.info("{} has moved to {} and is {} there", process, node, there);
    }

    private List<Object> groupsOf(Pid member) {
      List<Object> joined = new ArrayList<>();
      for (Object group : groups.groups()) {
        if (groups.localMembers(group).contains(member)) {
          joined.add(group);
        }
      }
      return joined;
    }
  }
}
