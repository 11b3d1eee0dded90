package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.Discovery;
import dev.mob.cluster.epmd.EpmdClient;
import dev.mob.cluster.epmd.EpmdEntry;
import dev.mob.cluster.epmd.EpmdServer;
import dev.mob.process.Atom;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node in EPMD, and other nodes from EPMD. Serves as EPMD itself when none answers here;
 * registers anew when EPMD was started again.
 */
final class Registrar implements Discovery, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration FORGET = Duration.ofSeconds(1);
  private static final int RETRY_SECONDS = 2;

  private final ClusterOptions options;
  private final EventLoopGroup loops;
  private final ScheduledExecutorService timer;
  private final EpmdClient client;
  private EpmdServer server;
  private EpmdClient.Registration registration;
  private boolean closed;

  Registrar(ClusterOptions options, EventLoopGroup loops, ScheduledExecutorService timer) {
    this.options = options;
    this.loops = loops;
    this.timer = timer;
    this.client = new EpmdClient(loops, ANSWER);
  }

  private InetSocketAddress here() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), options.epmdPort());
  }

  /**
   * Registers this node; blocks until EPMD has answered.
   *
   * @return the creation that EPMD gave
   * @throws IOException when there is no EPMD and none can be started, or the name is taken
   */
  synchronized int register(int port) throws IOException {
    try {
      registration = ask(port);
    } catch (IOException e) {
      if (!(e.getCause() instanceof ConnectException) || !options.embedsEpmd()) {
        throw e;
      }
      serve();
      registration = ask(port);
    }
    registration.lost().thenRun(() -> registerAnew(port));
    return registration.creation();
  }

  private void serve() throws IOException {
    InetAddress address = options.listen().getAddress();
    boolean loopback = address != null && address.isLoopbackAddress();
    server = EpmdServer.start(loops, loopback ? here() : new InetSocketAddress(options.epmdPort()));
  }

  private EpmdClient.Registration ask(int port) throws IOException {
    try {
      return client
          .register(here(), options.alive(), port, options.hidden())
          .get(2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException
          ? (IOException) e.getCause()
          : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while EPMD was asked", e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IOException("EPMD did not answer in time", e);
    }
  }

  /** EPMD has gone away; the node keeps its creation, for it has lived on. */
  private synchronized void registerAnew(int port) {
    if (closed || timer.isShutdown()) {
      return;
    }
    timer.schedule(
        () -> {
          synchronized (this) {
            if (closed) {
              return;
            }
            try {
              register(port);
              LOG.info("registered again with EPMD as {}", options.alive());
            } catch (IOException e) {
              LOG.warn("cannot register with EPMD: {}", e.getMessage());
              registerAnew(port);
            }
          }
        },
        RETRY_SECONDS,
        TimeUnit.SECONDS);
  }

  @Override
  public CompletableFuture<InetSocketAddress> find(Atom node) {
    int at = node.name().indexOf('@');
    String alive = node.name().substring(0, at);
    String host = node.name().substring(at + 1);
    return CompletableFuture.supplyAsync(
            () -> new InetSocketAddress(host, options.epmdPort()), timer)
        .thenCompose(epmd -> client.lookUp(epmd, alive))
        .thenApply(
            found ->
                found
                    .map(EpmdEntry::port)
                    .map(port -> InetSocketAddress.createUnresolved(host, port))
                    .orElse(null));
  }

  @Override
  public void close() {
    EpmdClient.Registration entry;
    EpmdServer own;
    synchronized (this) {
      closed = true;
      entry = registration;
      own = server;
    }
    // Without the lock: the end of the registration is told on an event loop, which takes it.
    if (entry != null) {
      entry.close();
    }
    if (own != null) {
      own.close();
    } else if (entry != null) {
      awaitForgotten();
    }
  }

  /** EPMD frees a name when it sees its socket closed; who comes back at once needs it free. */
  private void awaitForgotten() {
    long end = System.nanoTime() + FORGET.toNanos();
    try {
      while (System.nanoTime() < end
          && client
              .lookUp(here(), options.alive())
              .get(FORGET.toMillis(), TimeUnit.MILLISECONDS)
              .isPresent()) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | java.util.concurrent.TimeoutException gone) {
      // Then there is nobody left who knows the name.
    }
  }
}
