package dev.mob.benchmarks.update.counters;

import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.process.Tuple;

/** Counts messages {@code {Sender, Number}} and those that are not the sender's next. */
record Counter(int senders) implements GenServer<Counter.State> {

  record State(long[] last, long count, long wrong) {}

  @Override
  public Init<State> init(Object argument, Self self) {
    return Init.ok(new State(new long[senders], 0, 0));
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    Tuple numbered = (Tuple) message;
    int sender = ((Long) numbered.get(0)).intValue();
    long number = (Long) numbered.get(1);
    long wrong = state.last()[sender] + 1 == number ? 0 : 1;
    state.last()[sender] = number;
    return Next.noreply(new State(state.last(), state.count() + 1, state.wrong() + wrong));
  }

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    return Next.reply(Tuple.of(state.count(), state.wrong()), state);
  }
}
