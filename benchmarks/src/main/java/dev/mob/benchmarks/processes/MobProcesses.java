package dev.mob.benchmarks.processes;

import dev.mob.process.Address;
import dev.mob.process.Atom;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * The work that the peers' programs do, on Mob: spawn, memory of an idle process, ping-pong,
 * fan-in, calls, restarts. Prints a line {@code RESULT name value} for each figure.
 *
 * <p>Usage: {@code MobProcesses REPETITIONS [SCALE [WORK...]]}; the scale divides the amount of
 * work, for slow virtual machines; of {@code spawn pingpong fanin calls restarts} all is done
 * unless some are named.
 */
public final class MobProcesses {
  private static final Atom STOP = Atom.of("stop");
  private static final Atom PONG = Atom.of("pong");

  private final ProcessRuntime runtime;
  private final int scale;

  private MobProcesses(ProcessRuntime runtime, int scale) {
    this.runtime = runtime;
    this.scale = scale;
  }

  public static void main(String[] arguments) throws Exception {
    int repetitions = Integer.parseInt(arguments[0]);
    int scale = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    List<String> named =
        List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
    Predicate<String> wanted = work -> named.isEmpty() || named.contains(work);
    try (ProcessRuntime runtime =
        ProcessRuntime.builder().mailboxWarning(Integer.MAX_VALUE).build()) {
      MobProcesses work = new MobProcesses(runtime, scale);
      for (int i = 0; i < repetitions; i++) {
        if (wanted.test("spawn")) {
          work.spawn(10_000);
          work.spawn(100_000 / scale);
          work.spawn(1_000_000 / scale);
        }
        if (wanted.test("pingpong")) {
          work.pingPong("pingpong1_msgs_per_s", 1, 500_000 / scale);
          work.pingPong("pingpong100pairs_msgs_per_s", 100, 20_000 / scale);
        }
        if (wanted.test("fanin")) {
          work.fanIn(100, 20_000 / scale);
        }
        if (wanted.test("calls")) {
          work.calls(300_000 / scale);
          work.requests(300_000 / scale);
        }
        if (wanted.test("restarts")) {
          work.restarts(20_000 / scale);
        }
      }
    }
  }

  private static void result(String name, String format, Object value) {
    System.out.println("RESULT " + name + " " + String.format(Locale.ROOT, format, value));
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    Runtime jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  // ---- spawn and memory

  /** Counts itself up in {@code init} and ends on {@code stop}. */
  private static final class Idle implements Receive<Object> {
    @Override
    public Object init(Object started, Self self) {
      ((LongAdder) started).increment();
      return null;
    }

    @Override
    public Object receive(Object message, Object state, Self self) {
      throw self.exit(ExitReason.NORMAL);
    }
  }

  private void spawn(int count) throws InterruptedException {
    long before = usedHeap();
    LongAdder started = new LongAdder();
    Pid[] all = new Pid[count];
    Idle idle = new Idle();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      all[i] = runtime.spawn(idle, started);
    }
    while (started.sum() < count) {
      Thread.yield();
    }
    result("spawn" + count + "_s", "%.3f", seconds(start));
    long after = usedHeap();
    result("spawn" + count + "_bytes_each", "%.0f", (after - before - 4.0 * count) / count);
    int alive = runtime.counters().processes();
    long stop = System.nanoTime();
    for (Pid each : all) {
      runtime.send(each, STOP);
    }
    while (runtime.counters().processes() > alive - count) {
      Thread.yield();
    }
    result("stop" + count + "_s", "%.3f", seconds(stop));
  }

  // ---- ping-pong

  private record Ping(Pid from) {}

  private void pingPong(String name, int pairs, int rounds) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(pairs);
    long start = System.nanoTime();
    for (int i = 0; i < pairs; i++) {
      Pid pong =
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> {
                    if (message == STOP) {
                      throw self.exit(ExitReason.NORMAL);
                    }
                    self.send(((Ping) message).from(), PONG);
                    return state;
                  },
              null);
      runtime.spawn(new Pinger(pong, done), rounds);
    }
    done.await();
    result(name, "%.0f", 2.0 * pairs * rounds / seconds(start));
  }

  private record Pinger(Pid pong, CountDownLatch done) implements Receive<int[]> {
    @Override
    public int[] init(Object rounds, Self self) {
      self.send(pong, new Ping(self.pid()));
      return new int[] {(Integer) rounds};
    }

    @Override
    public int[] receive(Object message, int[] left, Self self) {
      if (--left[0] == 0) {
        self.send(pong, STOP);
        done.countDown();
        throw self.exit(ExitReason.NORMAL);
      }
      self.send(pong, new Ping(self.pid()));
      return left;
    }
  }

  // ---- fan-in

  private void fanIn(int senders, int each) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    long start = System.nanoTime();
    Pid sink =
        runtime.spawn(
            (Receive<long[]>)
                (message, left, self) -> {
                  if (--left[0] == 0) {
                    done.countDown();
                    throw self.exit(ExitReason.NORMAL);
                  }
                  return left;
                },
            new long[] {(long) senders * each});
    Receive<Object> sender =
        new Receive<>() {
          @Override
          public Object init(Object argument, Self self) {
            for (int i = 0; i < each; i++) {
              self.send(sink, i);
            }
            throw self.exit(ExitReason.NORMAL);
          }

          @Override
          public Object receive(Object message, Object state, Self self) {
            return state;
          }
        };
    for (int i = 0; i < senders; i++) {
      runtime.spawn(sender, null);
    }
    done.await();
    result("fanin100_msgs_per_s", "%.0f", (double) senders * each / seconds(start));
  }

  // ---- calls

  private static final class Echo implements GenServer<Long> {
    @Override
    public Init<Long> init(Object argument, Self self) {
      return Init.ok(0L);
    }

    @Override
    public Next<Long> handleCall(Object request, From from, Long count, Self self) {
      return Next.reply(request, count + 1);
    }
  }

  /** A process that calls a server in a loop and waits for each reply. */
  private void calls(int count) throws InterruptedException {
    Pid echo = runtime.start(new Echo(), null);
    CountDownLatch done = new CountDownLatch(1);
    long start = System.nanoTime();
    runtime.spawn(
        new Receive<>() {
          @Override
          public Object init(Object argument, Self self) {
            for (int i = 0; i < count; i++) {
              if (!Integer.valueOf(i).equals(self.call(echo, i))) {
                throw new IllegalStateException("a wrong reply");
              }
            }
            done.countDown();
            throw self.exit(ExitReason.NORMAL);
          }

          @Override
          public Object receive(Object message, Object state, Self self) {
            return state;
          }
        },
        null);
    done.await();
    result("call_per_s", "%.0f", count / seconds(start));
    runtime.stop(echo, ExitReason.NORMAL, Duration.ofSeconds(5));
  }

  /** A process that sends a request, gets the response as a message, and sends the next. */
  private void requests(int count) throws InterruptedException {
    Pid echo = runtime.start(new Echo(), null);
    CountDownLatch done = new CountDownLatch(1);
    long start = System.nanoTime();
    runtime.spawn(new Requester(echo, count, done), 0);
    done.await();
    result("request_per_s", "%.0f", count / seconds(start));
    runtime.stop(echo, ExitReason.NORMAL, Duration.ofSeconds(5));
  }

  private record Requester(Address echo, int count, CountDownLatch done)
      implements Receive<Integer> {
    @Override
    public Integer init(Object argument, Self self) {
      self.sendRequest(echo, 0, "echo", Duration.ofSeconds(5));
      return 0;
    }

    @Override
    public Integer receive(Object message, Integer sent, Self self) {
      if (!((Response) message).isReply()) {
        throw new IllegalStateException("no reply: " + message);
      }
      if (sent + 1 == count) {
        done.countDown();
        throw self.exit(ExitReason.NORMAL);
      }
      self.sendRequest(echo, sent + 1, "echo", Duration.ofSeconds(5));
      return sent + 1;
    }
  }

  // ---- restarts

  private record Up(Pid worker) {}

  /** Tells the driver that it is up, then crashes on the first message. */
  private static final class Crasher implements Receive<Object> {
    @Override
    public Object init(Object driver, Self self) {
      self.send((Pid) driver, new Up(self.pid()));
      return null;
    }

    @Override
    public Object receive(Object message, Object state, Self self) {
      throw new IllegalStateException("boom");
    }
  }

  /** Crashes the worker each time it is up again: a process, as in the Erlang program. */
  private record RestartDriver(long[] times, CountDownLatch done) implements Receive<int[]> {
    @Override
    public int[] receive(Object message, int[] count, Self self) {
      long now = System.nanoTime();
      if (count[0] > 0) {
        times[count[0] - 1] = now - times[count[0] - 1];
      }
      if (count[0] == times.length) {
        done.countDown();
        throw self.exit(ExitReason.NORMAL);
      }
      times[count[0]++] = now;
      self.send(((Up) message).worker(), "crash");
      return count;
    }
  }

  private void restarts(int count) throws InterruptedException {
    long[] times = new long[count];
    CountDownLatch done = new CountDownLatch(1);
    Pid driver = runtime.spawn(new RestartDriver(times, done), new int[1]);
    long start = System.nanoTime();
    Pid supervisor =
        Supervisor.start(
            runtime,
            SupervisorSpec.of(Strategy.ONE_FOR_ONE, ChildSpec.worker("w", new Crasher(), driver))
                .intensity(Integer.MAX_VALUE - 1, Duration.ofSeconds(1)),
            SpawnOptions.NONE);
    done.await();
    result("restarts_per_s", "%.0f", count / seconds(start));
    Arrays.sort(times);
    result("restart_p50_us", "%.1f", times[count / 2] / 1e3);
    runtime.stop(supervisor, ExitReason.SHUTDOWN, Duration.ofSeconds(5));
  }
}
