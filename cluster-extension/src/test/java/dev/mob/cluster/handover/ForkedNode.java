package dev.mob.cluster.handover;

import dev.mob.cluster.ClusterNode;
import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.Handover;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.handshake.Cookie;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SpawnOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A node in a JVM of its own, to be killed. Says on its output where it stands. */
final class ForkedNode implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ForkedNode(Process process) {
    this.process = process;
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader output =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                output.lines().forEach(lines::add);
              } catch (IOException gone) {
                // It was killed.
              }
            },
            "output of the forked node");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param role what {@link #main} does
   */
  static ForkedNode start(String alive, int epmdPort, String role, String peer) throws IOException {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    return new ForkedNode(
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                ForkedNode.class.getName(),
                alive,
                "" + epmdPort,
                role,
                peer)
            .redirectErrorStream(true)
            .start());
  }

  /** Waits until it has said this. */
  void await(String line) throws InterruptedException {
    StringBuilder heard = new StringBuilder();
    for (String next = lines.poll(60, TimeUnit.SECONDS);
        next != null;
        next = lines.poll(60, TimeUnit.SECONDS)) {
      if (next.equals(line)) {
        return;
      }
      heard.append(next).append('\n');
    }
    throw new AssertionError("never heard '" + line + "' but:\n" + heard);
  }

  /** {@code kill -9}; returns when it is dead. */
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }

  // In the other JVM.

  public static void main(String[] arguments) throws Exception {
    ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build();
    ClusterNode cluster =
        ClusterNode.join(
            runtime,
            ClusterOptions.of(arguments[0] + "@127.0.0.1", Cookie.of(Nodes.COOKIE))
                .withEpmdPort(Integer.parseInt(arguments[1])));
    CountDownLatch never = new CountDownLatch(1);
    Runnable stopHere =
        () -> {
          System.out.println("HERE");
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Runnable nothing = () -> {};
    switch (arguments[2]) {
      case "stops-at-arrival":
        accept(runtime, cluster, new Counter(nothing, stopHere));
        System.out.println("READY");
        break;
      case "accepts":
        accept(runtime, cluster, new Counter());
        System.out.println("READY");
        break;
      case "stops-at-pack":
        move(runtime, cluster, new Counter(stopHere, nothing), arguments[3]);
        break;
      case "moves":
        move(runtime, cluster, new Counter(), arguments[3]);
        break;
      default:
        throw new IllegalArgumentException(arguments[2]);
    }
    never.await();
  }

  private static void accept(ProcessRuntime runtime, ClusterNode cluster, Counter counter) {
    cluster
        .handover()
        .accept(counter, Set.of(), child -> runtime.start(child.behaviour(), child.argument()));
  }

  private static void move(
      ProcessRuntime runtime, ClusterNode cluster, Counter counter, String peer) throws Exception {
    Pid pid = runtime.start(counter, 5L, SpawnOptions.NONE.name("counter"));
    cluster.connect(peer).get();
    System.out.println("READY");
    cluster.handover().move(pid, Atom.of(peer), Handover.Options.STANDARD).get();
    System.out.println("MOVED");
  }
}
