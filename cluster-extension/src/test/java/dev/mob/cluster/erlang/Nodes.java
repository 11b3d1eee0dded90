package dev.mob.cluster.erlang;

import dev.mob.cluster.ClusterNode;
import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.handshake.Cookie;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Supervisor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * Nodes of one test, ours and real ones, around an EPMD port of their own, so that tests do not
 * meet. The first node of ours serves as EPMD. All end with {@link #close}.
 */
public final class Nodes implements AutoCloseable {
  static {
    // The machines that run the tests are busy; only a hang should take this long.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  public static final String COOKIE = "test-cookie";

  private final int epmdPort = freePort();
  private final Deque<Runnable> open = new ArrayDeque<>();

  /** A node of ours and its runtime. */
  public static final class Mob {
    public final ProcessRuntime runtime;
    public final ClusterNode cluster;

    Mob(ProcessRuntime runtime, ClusterNode cluster) {
      this.runtime = runtime;
      this.cluster = cluster;
    }

    public String name() {
      return cluster.name().name();
    }
  }

  public int epmdPort() {
    return epmdPort;
  }

  public Mob mob(String alive) throws IOException {
    return mob(alive, UnaryOperator.identity());
  }

  public Mob mob(String alive, UnaryOperator<ClusterOptions> change) throws IOException {
    ProcessRuntime runtime = ProcessRuntime.builder().workers(2).name(alive).build();
    open.push(runtime::close);
    ClusterOptions options =
        ClusterOptions.of(alive + "@127.0.0.1", Cookie.of(COOKIE)).withEpmdPort(epmdPort);
    ClusterNode cluster = ClusterNode.join(runtime, change.apply(options));
    open.push(cluster::close);
    return new Mob(runtime, cluster);
  }

  /** A node of ours that may not listen yet. */
  public Mob begin(String alive) {
    ProcessRuntime runtime = ProcessRuntime.builder().workers(2).name(alive).build();
    open.push(runtime::close);
    ClusterOptions options =
        ClusterOptions.of(alive + "@127.0.0.1", Cookie.of(COOKIE)).withEpmdPort(epmdPort);
    ClusterNode cluster =
        ClusterNode.begin(
            runtime, options, services -> Supervisor.start(runtime, services, SpawnOptions.NONE));
    open.push(cluster::close);
    return new Mob(runtime, cluster);
  }

  /** A real node; a node of ours has to be there before, for its EPMD. */
  public ErlangNode erlang(String alive, String... options) throws IOException {
    return erlangWithCookie(alive, COOKIE, options);
  }

  /** A real node without a name. */
  public ErlangNode nameless() throws IOException {
    ErlangNode node = ErlangNode.nameless(COOKIE, epmdPort);
    open.push(node::close);
    return node;
  }

  public ErlangNode erlangWithCookie(String alive, String cookie, String... options)
      throws IOException {
    ErlangNode node = ErlangNode.start(alive + "@127.0.0.1", cookie, epmdPort, options);
    open.push(node::close);
    return node;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
