package dev.mob.benchmarks.distribution;

import dev.mob.cluster.ClusterNode;
import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.handshake.Cookie;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The distribution benchmark on Mob's side: the same work, in the same order and with the same
 * messages, as {@code dserver.erl} does between two Erlang nodes.
 *
 * <pre>
 *  MobDistribution serve NAME COOKIE                     an echo and a sink, like dserver:start/0
 *  MobDistribution client NAME COOKIE SERVER REPETITIONS  prints RESULT lines
 * </pre>
 *
 * EPMD is where ERL_EPMD_PORT says.
 */
public final class MobDistribution {
  private static final Atom ECHO = Atom.of("echo");
  private static final Atom SPRAY = Atom.of("spray");
  private static final Atom SPRAYED = Atom.of("sprayed");
  private static final Atom REPLY = Atom.of("reply");
  private static final Atom MSG = Atom.of("msg");
  private static final Atom READY = Atom.of("ready");
  private static final Atom DONE = Atom.of("done");
  private static final Atom N = Atom.of("n");
  private static final Atom HELLO = Atom.of("hello");
  private static final int LARGE = 65_536;

  /**
   * A sender who has this much under way waits, for sending itself never blocks: Erlang suspends
   * its senders at the same size ({@code +zdbbl}).
   */
  private static final long UNDER_WAY = 1L << 20;

  private static final int SMALL_CHECKED = 1_023;
  private static final int LARGE_CHECKED = 3;

  private final ProcessRuntime runtime;
  private final ClusterNode cluster;

  private MobDistribution(ProcessRuntime runtime, ClusterNode cluster) {
    this.runtime = runtime;
    this.cluster = cluster;
  }

  public static void main(String[] arguments) throws Exception {
    String epmd = System.getenv().getOrDefault("ERL_EPMD_PORT", "4369");
    ProcessRuntime runtime = ProcessRuntime.builder().build();
    ClusterNode cluster =
        ClusterNode.join(
            runtime,
            ClusterOptions.of(arguments[1], Cookie.of(arguments[2]))
                .withEpmdPort(Integer.parseInt(epmd)));
    MobDistribution benchmark = new MobDistribution(runtime, cluster);
    if (arguments[0].equals("serve")) {
      benchmark.serve();
      System.out.println("READY " + arguments[1]);
      new CountDownLatch(1).await();
    } else {
      benchmark.measure(Atom.of(arguments[3]), Integer.parseInt(arguments[4]));
      cluster.close();
      runtime.close();
    }
  }

  // The server.

  private void serve() {
    Receive<Object> echo =
        (message, state, self) -> {
          Tuple request = (Tuple) message;
          if (request.get(0).equals(ECHO)) {
            self.send((Pid) request.get(1), Tuple.of(REPLY, request.get(2)));
          } else if (request.get(0).equals(SPRAY)) {
            spray((Pid) request.get(1), (Long) request.get(2), (Long) request.get(3));
          }
          return state;
        };
    runtime.start(echo, 0, SpawnOptions.NONE.name("echo"));
    runtime.start(new Sink(), new Count(null, 0, 0), SpawnOptions.NONE.name("sink"));
  }

  private void spray(Pid to, long count, long size) {
    Object payload = size == 0 ? (Object) 42L : new byte[(int) size];
    Thread thread =
        new Thread(
            () -> {
              flood(to, to.node(), count, payload);
              runtime.send(to, Tuple.of(SPRAYED, count));
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** How many messages a sink still waits for, and who is told when they are there. */
  private record Count(Pid from, long left, long bytes) {}

  private static final class Sink implements Receive<Count> {
    private long asked;

    @Override
    public Count receive(Object message, Count count, dev.mob.process.Self self) {
      Tuple tuple = (Tuple) message;
      if (tuple.get(0).equals(N)) {
        asked = (Long) tuple.get(2);
        self.send((Pid) tuple.get(1), READY);
        return new Count((Pid) tuple.get(1), asked, 0);
      }
      Object payload = tuple.get(1);
      long bytes =
          count.bytes()
              + (payload instanceof byte[]
                  ? ((byte[]) payload).length
                  : payload instanceof String ? ((String) payload).length() : 0);
      if (count.left() == 1) {
        self.send(count.from(), Tuple.of(DONE, asked, bytes));
      }
      return new Count(count.from(), count.left() - 1, bytes);
    }
  }

  // The client.

  private void measure(Atom server, int repetitions) throws Exception {
    cluster.connect(server).get();
    ProcessName echo = new ProcessName(ECHO, server);
    ProcessName sink = new ProcessName(Atom.of("sink"), server);
    byte[] large = new byte[LARGE];
    Arrays.fill(large, (byte) 1);
    for (int i = 0; i < repetitions; i++) {
      roundTrips(echo, HELLO, 20_000);
      long[] small = roundTrips(echo, HELLO, 20_000);
      long[] big = roundTrips(echo, large, 2_000);
      double outSmall = oneWay(server, sink, 400_000, 42L);
      double outLarge = oneWay(server, sink, 10_000, large);
      double pipelined = pipelined(server, echo, 200_000);
      double inSmall = inbound(echo, 400_000, 0);
      double inLarge = inbound(echo, 10_000, LARGE);
      System.out.printf(
          Locale.ROOT,
          "RESULT rt_p50_us=%.1f rt_p99_us=%.1f rt64k_p50_us=%.1f oneway_small_per_s=%d"
              + " oneway_64k_MBps=%d pipelined_rt_per_s=%d in_small_per_s=%d in_64k_MBps=%d",
          small[small.length / 2] / 1e3,
          small[(int) (small.length * 0.99)] / 1e3,
          big[big.length / 2] / 1e3,
          Math.round(400_000 / outSmall),
          Math.round(10_000.0 * LARGE / outLarge / 1e6),
          Math.round(200_000 / pipelined),
          Math.round(400_000 / inSmall),
          Math.round(10_000.0 * LARGE / inLarge / 1e6));
      System.out.println(isErlang(server) ? rpc(server) : "");
    }
  }

  private boolean isErlang(Atom server) throws Exception {
    try {
      return cluster.rpc(server, "erlang", "node", List.of(), Duration.ofSeconds(5)).get() != null;
    } catch (java.util.concurrent.ExecutionException notThere) {
      return false;
    }
  }

  private String rpc(Atom server) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < 5_000; i++) {
      List<?> arguments = List.of(List.of(Atom.of("erlang")));
      cluster.rpc(server, "erlang", "hd", arguments, Duration.ofSeconds(5)).get();
    }
    double micros = (System.nanoTime() - start) / 5_000e3;
    return String.format(Locale.ROOT, " rpc_call_us=%.1f", micros);
  }

  /** Round trips by a process, one after the other; their times in nanoseconds, sorted. */
  private long[] roundTrips(ProcessName echo, Object payload, int count) throws Exception {
    long[] times = new long[count];
    CountDownLatch done = new CountDownLatch(1);
    long[] sentAt = {0};
    int[] next = {0};
    Receive<Object> client =
        (message, state, self) -> {
          long now = System.nanoTime();
          if (message instanceof Tuple) {
            times[next[0]++] = now - sentAt[0];
          }
          if (next[0] == count) {
            done.countDown();
          } else {
            sentAt[0] = System.nanoTime();
            self.send(echo, Tuple.of(ECHO, self.pid(), payload));
          }
          return state;
        };
    Pid process = runtime.spawn(client, 0);
    runtime.send(process, "begin");
    done.await();
    Arrays.sort(times);
    return times;
  }

  private double oneWay(Atom server, ProcessName sink, int count, Object payload) throws Exception {
    LinkedBlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    Pid inbox = inbox(answers);
    runtime.send(sink, Tuple.of(N, inbox, count));
    answers.take();
    long start = System.nanoTime();
    flood(sink, server, count, payload);
    answers.take();
    return (System.nanoTime() - start) / 1e9;
  }

  private void flood(dev.mob.process.Address to, Atom node, long count, Object payload) {
    Tuple message = Tuple.of(MSG, payload);
    int check = payload instanceof byte[] ? LARGE_CHECKED : SMALL_CHECKED;
    for (long i = 0; i < count; i++) {
      runtime.send(to, message);
      if ((i & check) == check) {
        while (cluster.waitingBytes(node) > UNDER_WAY) {
          LockSupport.parkNanos(20_000);
        }
      }
    }
  }

  private double pipelined(Atom server, ProcessName echo, int count) throws Exception {
    CountDownLatch replies = new CountDownLatch(count);
    Receive<Object> receiver =
        (message, state, self) -> {
          replies.countDown();
          return state;
        };
    Pid process = runtime.spawn(receiver, 0);
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      runtime.send(echo, Tuple.of(ECHO, process, i));
      if ((i & SMALL_CHECKED) == SMALL_CHECKED) {
        while (cluster.waitingBytes(server) > UNDER_WAY) {
          LockSupport.parkNanos(20_000);
        }
      }
    }
    replies.await();
    return (System.nanoTime() - start) / 1e9;
  }

  private double inbound(ProcessName echo, int count, int size) throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    Receive<Object> receiver =
        (message, state, self) -> {
          if (((Tuple) message).get(0).equals(SPRAYED)) {
            all.countDown();
          }
          return state;
        };
    Pid process = runtime.spawn(receiver, 0);
    long start = System.nanoTime();
    runtime.send(echo, Tuple.of(SPRAY, process, count, size));
    all.await();
    return (System.nanoTime() - start) / 1e9;
  }

  private Pid inbox(LinkedBlockingQueue<Object> answers) {
    Receive<Object> keep =
        (message, state, self) -> {
          answers.add(message);
          return state;
        };
    return runtime.spawn(keep, 0);
  }
}
