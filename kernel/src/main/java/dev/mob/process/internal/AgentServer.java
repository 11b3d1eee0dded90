package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The process behind {@link dev.mob.process.Agent}. */
public final class AgentServer implements GenServer<Object> {
  public static final AgentServer INSTANCE = new AgentServer();

  private AgentServer() {}

  /** What to do with the value: read it, change it, or both in this order. */
  public record Change(Function<Object, Object> read, UnaryOperator<Object> change) {}

  @Override
  public Init<Object> init(Object initial, Self self) {
    return Init.ok(initial);
  }

  @Override
  public Next<Object> handleCall(Object request, From from, Object value, Self self) {
    Change wanted = (Change) request;
    Object reply = wanted.read() == null ? Atom.OK : wanted.read().apply(value);
    return Next.reply(reply, wanted.change() == null ? value : wanted.change().apply(value));
  }

  @Override
  public Next<Object> handleCast(Object message, Object value, Self self) {
    return Next.noreply(((Change) message).change().apply(value));
  }
}
