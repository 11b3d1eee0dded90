package dev.mob.cluster.handover;

import dev.mob.cluster.Movable;
import dev.mob.cluster.Moved;
import dev.mob.process.Atom;
import dev.mob.process.From;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Counts, and keeps what it was sent: a process for moving about. */
final class Counter implements Movable<Counter.State> {
  static final String KIND = "test.counter";

  /** What it has counted, and the other messages it got, in order. */
  record State(long count, List<Object> seen) {}

  private final Consumer<Atom> atPack;
  private final Runnable atArrival;

  Counter() {
    this(() -> {}, () -> {});
  }

  /**
   * @param atPack run on the node that it leaves, while it stands still
   * @param atArrival run on the node that it comes to, in its init
   */
  Counter(Runnable atPack, Runnable atArrival) {
    this.atPack = node -> atPack.run();
    this.atArrival = atArrival;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean mayMove(State state, Atom node) {
    return state.count() != 13;
  }

  @Override
  public Object pack(State state) {
    atPack.accept(Atom.OK);
    return List.of(state.count(), state.seen());
  }

  @Override
  @SuppressWarnings("unchecked")
  public Init<State> init(Object argument, Self self) {
    if (argument instanceof Moved) {
      atArrival.run();
      List<Object> packed = (List<Object>) ((Moved) argument).state();
      return Init.ok(
          new State(
              (Long) packed.get(0), new CopyOnWriteArrayList<>((List<Object>) packed.get(1))));
    }
    return Init.ok(new State((Long) argument, new CopyOnWriteArrayList<>()));
  }

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    if (request.equals("seen")) {
      return Next.reply(List.copyOf(state.seen()), state);
    }
    if (request.equals("node")) {
      return Next.reply(self.pid().node(), state);
    }
    long next = request.equals("add") ? state.count() + 1 : state.count();
    return Next.reply(next, new State(next, state.seen()));
  }

  @Override
  public Next<State> handleCast(Object message, State state, Self self) {
    return handleInfo(message, state, self);
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    if (message instanceof Runnable) {
      ((Runnable) message).run();
    } else {
      state.seen().add(message);
    }
    return Next.keep();
  }
}
