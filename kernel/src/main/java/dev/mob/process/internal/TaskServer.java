package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.CallFailed;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Self;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * The process behind {@link dev.mob.process.Task}: it is called once, works, replies and ends. What
 * the work throws is its exit reason, which fails the call.
 */
public final class TaskServer implements GenServer<TaskServer.State> {
  public static final TaskServer INSTANCE = new TaskServer(false);

  /** Works on a thread of the pool for blocking work. */
  public static final TaskServer BLOCKING = new TaskServer(true);

  public static final Atom RUN = Atom.of("run");

  private final boolean blocking;

  private TaskServer(boolean blocking) {
    this.blocking = blocking;
  }

  /** One task; touched by its process alone. */
  static final class State {
    final Callable<?> work;
    Future<?> running;
    From from;

    State(Callable<?> work) {
      this.work = work;
    }
  }

  /** From the pool's thread: how the work ended. */
  private record Worked(Object value, Throwable thrown) {}

  @Override
  public Init<State> init(Object work, Self self) {
    return Init.ok(new State((Callable<?>) work));
  }

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self)
      throws Exception {
    if (!blocking) {
      Object value = state.work.call();
      return Next.stop(ExitReason.NORMAL, value, state);
    }
    state.from = from;
    // Trapped, so that terminate can interrupt the thread.
    self.trapExit(true);
    ProcessSystem system = (ProcessSystem) self.runtime();
    Pid me = self.pid();
    state.running =
        system
            .blockingPool()
            .submit(
                () -> {
                  Worked worked;
                  try {
                    worked = new Worked(state.work.call(), null);
                  } catch (Throwable thrown) {
                    worked = new Worked(null, thrown);
                  }
                  system.send(me, worked);
                });
    return Next.noreply(state);
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) throws Exception {
    if (message instanceof Worked) {
      Worked worked = (Worked) message;
      state.running = null;
      if (worked.thrown() != null) {
        throw rethrown(worked.thrown());
      }
      state.from.reply(worked.value());
      return Next.stop(ExitReason.NORMAL, state);
    }
    if (message instanceof dev.mob.process.Exit) {
      throw self.exit(((dev.mob.process.Exit) message).reason());
    }
    self.logUnexpected(message);
    return Next.keep();
  }

  private static Exception rethrown(Throwable thrown) throws Exception {
    if (thrown instanceof Error) {
      throw (Error) thrown;
    }
    return (Exception) thrown;
  }

  @Override
  public void terminate(ExitReason reason, State state, Self self) {
    if (state.running != null) {
      state.running.cancel(true);
    }
  }

  /** Asks a task for its result. */
  public static Result ask(ProcessRuntime runtime, Pid task) {
    CallRequest call = new CallRequest(task, RUN, null);
    ((ProcessCell) task).push(call);
    return new Result((ProcessSystem) runtime, call);
  }

  /** The result of a task, now or later. */
  public static final class Result {
    private final ProcessSystem system;
    private final CallRequest call;

    private Result(ProcessSystem system, CallRequest call) {
      this.system = system;
      this.call = call;
    }

    public ProcessRuntime runtime() {
      return system;
    }

    public boolean isDone() {
      return call.isDone();
    }

    public Object await(Pid task, Duration timeout) {
      if (!call.isDone()) {
        system.scheduler.await(call, system.scheduler.current(), Durations.nanos(timeout));
      }
      if (!call.isDone()) {
        // Not failed: a later await may still get it.
        throw new CallFailed(task, ExitReason.TIMEOUT);
      }
      if (call.failure() != null) {
        throw new CallFailed(task, call.failure());
      }
      return call.result();
    }
  }
}
