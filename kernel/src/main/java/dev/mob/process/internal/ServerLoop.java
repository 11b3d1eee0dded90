package dev.mob.process.internal;

import dev.mob.process.Exit;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Tuple;

/** Drives a {@link GenServer}. */
final class ServerLoop extends Loop {
  static final ServerLoop INSTANCE = new ServerLoop();

  @Override
  Start init(ProcessCell process, Object argument) throws Exception {
    Init<?> init = ((GenServer<?>) process.behaviour()).init(argument, process);
    if (init == null) {
      throw new NullPointerException(process.behaviour().getClass().getName() + ".init gave null");
    }
    if (init.isIgnore()) {
      return Start.IGNORE;
    }
    if (init.stopReason() != null) {
      return Start.stop(init.stopReason());
    }
    process.state(init.state());
    return init.continueTerm() == null && init.timeout() == null ? Start.OK : Start.okThen(init);
  }

  @Override
  void started(ProcessCell process, Start start) throws Exception {
    Init<?> init = (Init<?>) start.more;
    if (init == null) {
      return;
    }
    if (init.timeout() != null) {
      process.armIdle(init.timeout());
    }
    if (init.continueTerm() != null) {
      GenServer<Object> server = server(process);
      apply(
          process,
          server.handleContinue(init.continueTerm(), process.state(), process),
          server,
          null);
    }
  }

  @Override
  void handle(ProcessCell process, Message message) throws Exception {
    GenServer<Object> server = server(process);
    if (message instanceof CallRequest) {
      CallRequest call = (CallRequest) message;
      apply(process, server.handleCall(call.payload, call, process.state(), process), server, call);
      process.leaveUnanswered(call);
    } else if (message instanceof Message.Cast) {
      apply(process, server.handleCast(message.payload, process.state(), process), server, null);
    } else {
      info(process, server, message);
    }
  }

  private void info(ProcessCell process, GenServer<Object> server, Message message)
      throws Exception {
    Object content = message.payload;
    if (content instanceof Exit && process.isParent(((Exit) content).from())) {
      process.end(((Exit) content).reason(), true, message);
      return;
    }
    if (content instanceof Tuple) {
      Tuple tuple = (Tuple) content;
      if (tuple.isTagged(Message.Cast.TAG, 2)) {
        apply(process, server.handleCast(tuple.get(1), process.state(), process), server, null);
        return;
      }
      From from = RemoteFrom.of(process.system, tuple);
      if (from != null) {
        apply(
            process, server.handleCall(tuple.get(2), from, process.state(), process), server, from);
        return;
      }
    }
    apply(process, server.handleInfo(content, process.state(), process), server, null);
  }

  private static void apply(
      ProcessCell process, Next<Object> first, GenServer<Object> server, From from)
      throws Exception {
    Next<Object> next = first;
    From caller = from;
    for (; ; ) {
      if (next == null) {
        throw new NullPointerException(
            server.getClass().getName() + " gave null instead of a Next");
      }
      if (next == Next.keep()) {
        return;
      }
      process.state(next.stateAfter(process.state()));
      if (next.hasReply()) {
        if (caller == null) {
          throw new IllegalStateException(
              server.getClass().getName()
                  + " gave a reply where nobody called: use Next.noreply here");
        }
        caller.reply(next.reply());
      }
      if (next.stopReason() != null) {
        process.end(next.stopReason(), true, null);
        return;
      }
      if (next.timeout() != null) {
        process.armIdle(next.timeout());
      }
      if (!next.hasContinue()) {
        return;
      }
      caller = null;
      next = server.handleContinue(next.continueTerm(), process.state(), process);
    }
  }

  @SuppressWarnings("unchecked")
  private static GenServer<Object> server(ProcessCell process) {
    return (GenServer<Object>) process.behaviour();
  }
}
