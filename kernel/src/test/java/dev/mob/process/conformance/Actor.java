package dev.mob.process.conformance;

import dev.mob.process.From;
import dev.mob.process.Receive;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A plain process that does what a scenario tells it, as itself, and keeps every other message that
 * it receives. It is a {@link Receive}: nothing of a server stands between it and the signals.
 */
final class Actor implements Receive<List<Object>> {
  /** Something to do, with an answer. */
  record Ask(Function<Self, Object> body) {}

  /** Something to do, after which the actor may not be there any more. */
  record Act(Consumer<Self> body) {}

  /** Asks for the messages so far. */
  record Received() {}

  @Override
  public List<Object> init(Object argument, Self self) {
    if (argument instanceof Act) {
      ((Act) argument).body().accept(self);
    }
    return Collections.emptyList();
  }

  @Override
  public List<Object> receive(Object message, List<Object> seen, Self self) {
    if (message instanceof Act) {
      ((Act) message).body().accept(self);
      return seen;
    }
    if (message instanceof Tuple && ((Tuple) message).get(1) instanceof From) {
      From from = (From) ((Tuple) message).get(1);
      Object request = ((Tuple) message).get(2);
      from.reply(request instanceof Ask ? ((Ask) request).body().apply(self) : seen);
      return seen;
    }
    List<Object> more = new ArrayList<>(seen);
    more.add(message);
    return more;
  }
}
