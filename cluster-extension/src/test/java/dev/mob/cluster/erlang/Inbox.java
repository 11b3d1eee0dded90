package dev.mob.cluster.erlang;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * A process of ours that keeps what it is sent, for a test to look at, and does what it is told.
 */
public final class Inbox {
  private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
  private final ProcessRuntime runtime;
  private final Pid pid;

  /** Something to do inside the process. */
  private record Task(Function<Self, Object> action, CompletableFuture<Object> result) {}

  private Inbox(ProcessRuntime runtime, String name) {
    this.runtime = runtime;
    Receive<Object> behaviour =
        (message, state, self) -> {
          if (message instanceof Task) {
            Task task = (Task) message;
            task.result().complete(task.action().apply(self));
          } else {
            messages.add(message);
          }
          return state;
        };
    SpawnOptions options = SpawnOptions.NONE;
    this.pid = runtime.start(behaviour, "", name == null ? options : options.name(name));
  }

  public static Inbox open(ProcessRuntime runtime) {
    return new Inbox(runtime, null);
  }

  public static Inbox named(ProcessRuntime runtime, String name) {
    return new Inbox(runtime, name);
  }

  public Pid pid() {
    return pid;
  }

  /** Runs this as the process. */
  public Object run(Function<Self, Object> action) throws Exception {
    CompletableFuture<Object> result = new CompletableFuture<>();
    runtime.send(pid, new Task(action, result));
    return result.get(30, SECONDS);
  }

  /** The next message; fails when none comes. */
  public Object next() throws InterruptedException {
    Object message = messages.poll(30, SECONDS);
    if (message == null) {
      throw new AssertionError("no message came to " + pid);
    }
    return message;
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }
}
