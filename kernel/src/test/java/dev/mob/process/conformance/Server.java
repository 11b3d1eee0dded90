package dev.mob.process.conformance;

import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;

/**
 * A server whose callbacks are given one by one; the counterpart of {@code server.erl}. Without a
 * callback of the scenario's own, it answers its state to any call and does what an {@link Actor}
 * does when it is told to.
 */
final class Server implements GenServer<Object> {
  @FunctionalInterface
  interface Begin {
    Init<Object> init(Object argument, Self self) throws Exception;
  }

  @FunctionalInterface
  interface Call {
    Next<Object> handle(Object request, From from, Object state, Self self) throws Exception;
  }

  @FunctionalInterface
  interface Handle {
    Next<Object> handle(Object message, Object state, Self self) throws Exception;
  }

  @FunctionalInterface
  interface End {
    void terminate(ExitReason reason, Object state, Self self) throws Exception;
  }

  private final Begin begin;
  private final Call call;
  private final Handle cast;
  private final Handle info;
  private final Handle more;
  private final End end;

  private Server(Begin begin, Call call, Handle cast, Handle info, Handle more, End end) {
    this.begin = begin;
    this.call = call;
    this.cast = cast;
    this.info = info;
    this.more = more;
    this.end = end;
  }

  static Server plain() {
    return new Server(
        (argument, self) -> Init.ok(argument),
        (request, from, state, self) -> Next.reply(state, state),
        (message, state, self) -> Next.keep(),
        (message, state, self) -> Next.keep(),
        (term, state, self) -> Next.keep(),
        (reason, state, self) -> {});
  }

  Server init(Begin callback) {
    return new Server(callback, call, cast, info, more, end);
  }

  Server call(Call callback) {
    return new Server(begin, callback, cast, info, more, end);
  }

  Server cast(Handle callback) {
    return new Server(begin, call, callback, info, more, end);
  }

  Server info(Handle callback) {
    return new Server(begin, call, cast, callback, more, end);
  }

  Server more(Handle callback) {
    return new Server(begin, call, cast, info, callback, end);
  }

  Server terminate(End callback) {
    return new Server(begin, call, cast, info, more, callback);
  }

  @Override
  public Init<Object> init(Object argument, Self self) throws Exception {
    return begin.init(argument, self);
  }

  @Override
  public Next<Object> handleCall(Object request, From from, Object state, Self self)
      throws Exception {
    return request instanceof Actor.Ask
        ? Next.reply(((Actor.Ask) request).body().apply(self), state)
        : call.handle(request, from, state, self);
  }

  @Override
  public Next<Object> handleCast(Object message, Object state, Self self) throws Exception {
    return cast.handle(message, state, self);
  }

  @Override
  public Next<Object> handleInfo(Object message, Object state, Self self) throws Exception {
    if (message instanceof Actor.Act) {
      ((Actor.Act) message).body().accept(self);
      return Next.keep();
    }
    return info.handle(message, state, self);
  }

  @Override
  public Next<Object> handleContinue(Object term, Object state, Self self) throws Exception {
    return more.handle(term, state, self);
  }

  @Override
  public void terminate(ExitReason reason, Object state, Self self) throws Exception {
    end.terminate(reason, state, self);
  }
}
