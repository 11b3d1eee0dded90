package dev.mob.cluster.internal.handover;

import dev.mob.cluster.Movable;
import dev.mob.cluster.Moved;
import dev.mob.cluster.NodeEvent;
import dev.mob.cluster.ProcessGroups;
import dev.mob.process.Atom;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Restart;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in processes that other nodes hand over; it alone decides whether one is alive here. An
 * offer is held until it is started, dropped when its node goes, and only {@link #MOST_OFFERS} are
 * held at once.
 */
public final class Arrivals implements GenServer<Arrivals.State> {
  public static final String NAME = "mob_handover";
  static final Atom NAME_ATOM = Atom.of(NAME);
  static final Atom OFFER = Atom.of("offer");
  static final Atom START = Atom.of("start");
  static final Atom OUTCOME = Atom.of("outcome");
  static final Atom FLUSHED = Atom.of("flushed");
  static final Atom WITHDRAW = Atom.of("withdraw");
  static final Atom UNKNOWN = Atom.of("unknown");

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MOST_OFFERS = 64;
  private static final int MOST_REMEMBERED = 10_000;

  private final ProcessRuntime runtime;
  private final ProcessGroups groups;
  private final Consumer<Pid> watchNodes;
  private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

  /** A kind of process that is taken. */
  record Accepted(Movable<?> code, Set<Atom> nodes, Function<ChildSpec, Pid> start) {}

  /** A process that may come. */
  private record Offer(Accepted kind, Object state, Atom name, List<?> groups, Pid from) {}

  /** A process that has come, and handles no message until the old mailbox is here. */
  private record Arrived(Pid process, Atom from) {}

  /** Of the process alone, changed in place. */
  static final class State {
    final Map<Ref, Offer> offers = new HashMap<>();
    final Map<Ref, Arrived> waiting = new HashMap<>();

    /** What has come, for those who did not hear the answer. */
    final Map<Ref, Pid> taken =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Ref, Pid> eldest) {
            return size() > MOST_REMEMBERED;
          }
        };
  }

  /**
   * @param watchNodes has the process told of nodes that come and go
   */
  public Arrivals(ProcessRuntime runtime, ProcessGroups groups, Consumer<Pid> watchNodes) {
    this.runtime = runtime;
    this.groups = groups;
    this.watchNodes = watchNodes;
  }

  /** Takes this kind from now on; false when it is taken already. */
  boolean accept(String kind, Accepted how) {
    return accepted.putIfAbsent(kind, how) == null;
  }

  void refuse(String kind, Accepted how) {
    accepted.remove(kind, how);
  }

  @Override
  public Init<State> init(Object argument, Self self) {
    watchNodes.accept(self.pid());
    return Init.ok(new State());
  }

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    Tuple tuple = request instanceof Tuple ? (Tuple) request : Tuple.of(UNKNOWN);
    if (tuple.isTagged(OFFER, 7) && tuple.get(1) instanceof Ref && tuple.get(6) instanceof Pid) {
      return Next.reply(offered((Ref) tuple.get(1), tuple, state), state);
    }
    if (tuple.isTagged(START, 2)) {
      return Next.reply(start(tuple.get(1), state), state);
    }
    if (tuple.isTagged(OUTCOME, 2)) {
      // Whoever asks has given up waiting: what has not begun by now must not begin later.
      state.offers.remove(tuple.get(1));
      Pid process = state.taken.get(tuple.get(1));
      return Next.reply(process == null ? UNKNOWN : Tuple.of(Atom.OK, process), state);
    }
    return Next.reply(error("no such request"), state);
  }

  private static Tuple error(String why) {
    return Tuple.of(Atom.ERROR, why);
  }

  private Object offered(Ref move, Tuple offer, State state) {
    Pid from = (Pid) offer.get(6);
    Accepted kind = offer.get(2) instanceof String ? accepted.get(offer.get(2)) : null;
    if (kind == null || !(kind.nodes().isEmpty() || kind.nodes().contains(from.node()))) {
      LOG.warn("refused {}, a process of kind {}: it is not accepted", from, offer.get(2));
      return error("the other node does not accept processes of kind " + offer.get(2));
    }
    if (state.offers.size() >= MOST_OFFERS) {
      return error("the other node has " + MOST_OFFERS + " offers already");
    }
    Atom name = offer.get(4).equals(Atom.UNDEFINED) ? null : (Atom) offer.get(4);
    if (name != null && runtime.whereis(name) != null) {
      return error("the name " + name + " is taken on the other node");
    }
    state.offers.put(move, new Offer(kind, offer.get(3), name, (List<?>) offer.get(5), from));
    return Atom.OK;
  }

  private Object start(Object move, State state) {
    Offer offer = state.offers.remove(move);
    if (offer == null) {
      return error("the offer is not held any more");
    }
    Pid process = null;
    try {
      ChildSpec child =
          ChildSpec.worker(
                  "moved " + move, offer.kind().code(), new Moved(offer.state(), offer.from()))
              .restart(Restart.TEMPORARY);
      process = offer.kind().start().apply(child);
      if (process == null) {
        return error("its init said ignore on the other node");
      }
      runtime.sys().suspend(process, ANSWER);
      if (offer.name() != null) {
        runtime.register(offer.name(), process);
      }
      for (Object group : offer.groups()) {
        groups.join(group, process);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} could not begin here", offer.from(), e);
      if (process != null) {
        runtime.exit(process, ExitReason.KILL);
      }
      return error("it could not begin on the other node: " + e);
    }
    state.taken.put((Ref) move, process);
    state.waiting.put((Ref) move, new Arrived(process, offer.from().node()));
    LOG.info("{} has come from {} and is {} here", offer.from(), offer.from().node(), process);
    return Tuple.of(Atom.OK, process);
  }

  @Override
  public Next<State> handleCast(Object message, State state, Self self) {
    Tuple tuple = message instanceof Tuple ? (Tuple) message : Tuple.of(UNKNOWN);
    if (tuple.isTagged(FLUSHED, 2)) {
      begin(state.waiting.remove(tuple.get(1)));
    } else if (tuple.isTagged(WITHDRAW, 2)) {
      state.offers.remove(tuple.get(1));
      Pid process = state.taken.remove(tuple.get(1));
      state.waiting.remove(tuple.get(1));
      if (process != null) {
        LOG.warn("{} ends: it was not heard of in time and runs on where it was", process);
        runtime.exit(process, ExitReason.KILL);
      }
    }
    return Next.keep();
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    if (message instanceof NodeEvent.Down) {
      Atom node = ((NodeEvent.Down) message).node();
      state.offers.values().removeIf(offer -> offer.from().node().equals(node));
      List<Ref> begun = new ArrayList<>();
      state.waiting.forEach(
          (move, arrived) -> {
            if (arrived.from().equals(node)) {
              begun.add(move);
            }
          });
      // The rest of the old mailbox is lost with the connection, as messages are.
      begun.forEach(move -> begin(state.waiting.remove(move)));
    }
    return Next.keep();
  }

  private void begin(Arrived arrived) {
    if (arrived != null && runtime.isAlive(arrived.process())) {
      runtime.sys().resume(arrived.process(), ANSWER);
    }
  }
}
