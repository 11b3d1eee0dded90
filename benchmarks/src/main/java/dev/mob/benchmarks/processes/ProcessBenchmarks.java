package dev.mob.benchmarks.processes;

import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.Response;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one message, call, spawn and restart costs, in time and in allocation ({@code -prof gc};
 * {@code benchmarks/run jmh}). Each invocation does a batch, so that starting and ending it does
 * not count.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ProcessBenchmarks {
  private static final int BATCH = 100_000;

  private ProcessRuntime runtime;
  private final Semaphore done = new Semaphore(0);

  @Setup
  public void start() {
    runtime = ProcessRuntime.builder().mailboxWarning(Integer.MAX_VALUE).build();
  }

  @TearDown
  public void stop() {
    runtime.close();
  }

  /** A message from one process to another and back; one operation is one message. */
  @Benchmark
  @OperationsPerInvocation(2 * BATCH)
  public void pingPong() throws InterruptedException {
    Pid pong = runtime.spawn((Receive<Object>) ProcessBenchmarks::bounce, null);
    runtime.spawn(new Pinger(pong, done), BATCH);
    done.acquire();
    runtime.exit(pong, ExitReason.KILL);
  }

  private static Object bounce(Object message, Object state, Self self) {
    self.send((Pid) message, self.pid());
    return state;
  }

  private record Pinger(Pid pong, Semaphore done) implements Receive<int[]> {
    @Override
    public int[] init(Object rounds, Self self) {
      self.send(pong, self.pid());
      return new int[] {(Integer) rounds};
    }

    @Override
    public int[] receive(Object message, int[] left, Self self) {
      if (--left[0] == 0) {
        done.release();
        throw self.exit(ExitReason.NORMAL);
      }
      self.send(pong, self.pid());
      return left;
    }
  }

  /** A message from a plain thread to a process that counts. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void sendFromThread() throws InterruptedException {
    Pid sink =
        runtime.spawn(
            (Receive<int[]>)
                (message, left, self) -> {
                  if (--left[0] == 0) {
                    done.release();
                    throw self.exit(ExitReason.NORMAL);
                  }
                  return left;
                },
            new int[] {BATCH});
    for (int i = 0; i < BATCH; i++) {
      runtime.send(sink, this);
    }
    done.acquire();
  }

  private static final class Echo implements GenServer<Object> {
    @Override
    public Init<Object> init(Object argument, Self self) {
      return Init.ok(null);
    }

    @Override
    public Next<Object> handleCall(Object request, From from, Object state, Self self) {
      from.reply(request);
      return Next.keep();
    }
  }

  /** A blocking call from one process to another. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void call() throws InterruptedException {
    Pid echo = runtime.start(new Echo(), null);
    Pid calling =
        runtime.spawn(
            (Receive<Object>)
                (message, state, self) -> {
                  for (int i = 0; i < BATCH; i++) {
                    self.call(echo, this);
                  }
                  done.release();
                  throw self.exit(ExitReason.NORMAL);
                },
            null);
    runtime.send(calling, "go");
    done.acquire();
    runtime.exit(echo, ExitReason.KILL);
  }

  /** A request whose response comes as a message, from one process to another. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void request() throws InterruptedException {
    Pid echo = runtime.start(new Echo(), null);
    Pid asking =
        runtime.spawn(
            (Receive<int[]>)
                (message, left, self) -> {
                  if (message instanceof Response && --left[0] == 0) {
                    done.release();
                    throw self.exit(ExitReason.NORMAL);
                  }
                  self.sendRequest(echo, this, null, null);
                  return left;
                },
            new int[] {BATCH});
    runtime.send(asking, "go");
    done.acquire();
    runtime.exit(echo, ExitReason.KILL);
  }

  /** Spawning a process that ends at once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void spawnAndEnd() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(BATCH);
    Receive<Object> ending =
        new Receive<>() {
          @Override
          public Object init(Object argument, Self self) {
            all.countDown();
            throw self.exit(ExitReason.NORMAL);
          }

          @Override
          public Object receive(Object message, Object state, Self self) {
            return state;
          }
        };
    for (int i = 0; i < BATCH; i++) {
      runtime.spawn(ending, null);
    }
    all.await();
  }

  private static final int RESTARTS = 5_000;

  /** A crash, its report, and the restart by a supervisor. */
  @Benchmark
  @OperationsPerInvocation(RESTARTS)
  public void crashAndRestart() throws InterruptedException {
    Pid driver =
        runtime.spawn(
            (Receive<int[]>)
                (worker, left, self) -> {
                  if (--left[0] == 0) {
                    done.release();
                    throw self.exit(ExitReason.NORMAL);
                  }
                  self.send((Pid) worker, "crash");
                  return left;
                },
            new int[] {RESTARTS});
    Receive<Object> crashing =
        new Receive<>() {
          @Override
          public Object init(Object argument, Self self) {
            self.send(driver, self.pid());
            return null;
          }

          @Override
          public Object receive(Object message, Object state, Self self) {
            throw new IllegalStateException("boom");
          }
        };
    Pid supervisor =
        Supervisor.start(
            runtime,
            SupervisorSpec.of(Strategy.ONE_FOR_ONE, ChildSpec.worker("w", crashing, null))
                .intensity(Integer.MAX_VALUE - 1, Duration.ofSeconds(1)),
            SpawnOptions.NONE);
    done.acquire();
    runtime.stop(supervisor, ExitReason.SHUTDOWN, Duration.ofSeconds(5));
  }
}
