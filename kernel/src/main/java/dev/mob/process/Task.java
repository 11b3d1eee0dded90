package dev.mob.process;

import dev.mob.process.internal.TaskServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * One piece of work in a process of its own: Elixir's {@code Task}.
 *
 * <p>Three ways to get the result. {@link #async} gives a handle to {@link #await}; {@link
 * #request} and {@link #blocking} give it as a {@link Response} message, which holds no worker and
 * is the way for a process with other things to do. A task that is started by a process is linked
 * to it: when the work throws, the owner gets the exit signal.
 *
 * @param <T> the result
 */
public final class Task<T> {
  private final Pid pid;
  private final TaskServer.Result result;

  private Task(Pid pid, TaskServer.Result result) {
    this.pid = pid;
    this.result = result;
  }

  /** Starts work in a process that is linked to this one. */
  public static <T> Task<T> async(Self owner, Callable<T> work) {
    Pid pid = owner.spawnLink(TaskServer.INSTANCE, work);
    return new Task<>(pid, TaskServer.ask(owner.runtime(), pid));
  }

  /** Starts work in a process of its own, from a plain thread; not linked to anything. */
  public static <T> Task<T> async(ProcessRuntime runtime, Callable<T> work) {
    Pid pid = runtime.spawn(TaskServer.INSTANCE, work);
    return new Task<>(pid, TaskServer.ask(runtime, pid));
  }

  /**
   * Starts work in a linked process; its result, or the reason why there is none, comes as one
   * {@link Response} with this label.
   */
  public static Ref request(Self owner, Object label, Callable<?> work) {
    Pid pid = owner.spawnLink(TaskServer.INSTANCE, work);
    return owner.sendRequest(pid, TaskServer.RUN, label, null);
  }

  /**
   * Starts work that blocks (files, sockets, databases, foreign locks) on a thread of the runtime's
   * pool for such work, so that no worker is held; the outcome comes as one {@link Response} with
   * this label. The thread is interrupted when the task's process is ended.
   */
  public static Ref blocking(Self owner, Object label, Callable<?> work) {
    Pid pid = owner.spawnLink(TaskServer.BLOCKING, work);
    return owner.sendRequest(pid, TaskServer.RUN, label, null);
  }

  /** The process that does the work. */
  public Pid pid() {
    return pid;
  }

  /** Waits for the result with OTP's five seconds. */
  public T await() {
    return await(ProcessRuntime.CALL_TIMEOUT);
  }

  /**
   * Waits for the result.
   *
   * @throws CallFailed when the work threw or the task was ended (its exit reason), or the time
   *     passed; after a time-out the task goes on: {@link #shutdown} ends it
   */
  @SuppressWarnings("unchecked")
  public T await(Duration timeout) {
    return (T) result.await(pid, timeout);
  }

  /** True when the result, or the reason why there is none, is there. */
  public boolean isDone() {
    return result.isDone();
  }

  /** Ends the task if it still works. */
  public void shutdown() {
    result.runtime().exit(pid, ExitReason.KILL);
  }

  /**
   * The outcome of one element of a stream.
   *
   * @param failure why there is no value; {@code null} when there is one
   */
  public record Outcome<T>(T value, ExitReason failure) {
    public boolean isOk() {
      return failure == null;
    }
  }

  /**
   * Applies a function to each element, a bounded number at a time, each in a process of its own:
   * Elixir's {@code async_stream} with {@code ordered: true}. Waits for all.
   *
   * @param timeout for each element, from the moment when it is waited for; what takes longer is
   *     ended and its outcome is {@code timeout}
   * @return the outcomes, in the order of the elements
   */
  public static <I, O> List<Outcome<O>> stream(
      ProcessRuntime runtime,
      List<I> elements,
      int maxConcurrency,
      Duration timeout,
      Function<? super I, ? extends O> function) {
    if (maxConcurrency < 1) {
      throw new IllegalArgumentException("maxConcurrency is 1 or more, not " + maxConcurrency);
    }
    List<Task<O>> started = new ArrayList<>();
    List<Outcome<O>> outcomes = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      while (started.size() < elements.size() && started.size() < i + maxConcurrency) {
        I element = elements.get(started.size());
        started.add(async(runtime, (Callable<O>) () -> function.apply(element)));
      }
      outcomes.add(outcomeOf(started.set(i, null), timeout));
    }
    return outcomes;
  }

  private static <O> Outcome<O> outcomeOf(Task<O> task, Duration timeout) {
    try {
      return new Outcome<>(task.await(timeout), null);
    } catch (CallFailed failed) {
      task.shutdown();
      return new Outcome<>(null, failed.reason());
    }
  }
}
