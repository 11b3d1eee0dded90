package dev.mob.host.jvm.notify;

import dev.mob.control.Json;
import dev.mob.notify.Receipt;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the local push gateway: made when the app registers, and again whenever it is
 * lost, for as long as the app is registered. The token is kept in a file, so it is the same after
 * a restart and after a kill.
 *
 * <p>Safe for use from any thread. Its one thread is a daemon and ends with {@link #close}.
 */
final class GatewayLink implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayLink.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final Path socket;
  private final String name;
  private final Path tokenFile;
  private final Events events;
  private Thread thread;
  private SocketChannel channel;
  private boolean wanted;
  private final Map<Long, CompletableFuture<Void>> reports = new HashMap<>();
  private long lastReport;

  /** Why there was no connection at the last attempt; {@code null} when there was. */
  private String unreachable;

  /** Hears of the connection, on its thread. */
  interface Events {
    void registered(String token);

    /** There is no gateway; told once until there was one, and to who registers again. */
    void unreachable(String why);

    /**
     * A message has come.
     *
     * @param acknowledge to be run when it is safe; from any thread
     */
    void message(String id, Map<String, String> data, Runnable acknowledge);
  }

  GatewayLink(Path socket, String name, Path tokenFile, Events events) {
    this.socket = socket;
    this.name = name;
    this.tokenFile = tokenFile;
    this.events = events;
  }

  /** Connects, and stays connected. Told again when it is already. */
  synchronized void register() {
    if (wanted && thread != null && thread.isAlive()) {
      String token = readToken();
      if (token != null && channel != null) {
        events.registered(token);
      } else if (unreachable != null) {
        events.unreachable(unreachable);
      }
      return;
    }
    wanted = true;
    thread = new Thread(this::stayConnected, "mob-push");
    thread.setDaemon(true);
    thread.start();
  }

  /** Gives the token back and disconnects. */
  synchronized void unregister() {
    if (channel != null) {
      try {
        GatewayProtocol.write(channel, Collections.singletonMap("unregister", true));
      } catch (IOException e) {
        LOG.debug("the gateway was not told: {}", e.toString());
      }
    }
    try {
      Files.deleteIfExists(tokenFile);
    } catch (IOException e) {
      throw new UncheckedIOException("the push token's file cannot be removed", e);
    }
    close();
  }

  @Override
  public synchronized void close() {
    wanted = false;
    if (thread != null) {
      thread.interrupt(); // closes the channel, too
      thread = null;
    }
  }

  private synchronized boolean isWanted() {
    return wanted && Thread.currentThread() == thread;
  }

  private void stayConnected() {
    long pause = FIRST_PAUSE_MILLIS;
    while (isWanted()) {
      try (SocketChannel connected = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        pause = FIRST_PAUSE_MILLIS;
        serve(connected);
      } catch (IOException | IllegalArgumentException e) {
        failed("no push gateway listens on " + socket + " (" + e + "); run: mob push serve");
      } finally {
        leave();
      }
      if (isWanted()) {
        try {
          Thread.sleep(pause);
        } catch (InterruptedException e) {
          return; // closed
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /** Told once, until there was a connection. */
  private void failed(String why) {
    boolean first;
    synchronized (this) {
      first = isWanted() && unreachable == null;
      unreachable = why;
    }
    if (first) {
      events.unreachable(why);
    }
  }

  private synchronized void leave() {
    if (Thread.currentThread() == thread || thread == null) {
      channel = null;
      reports.values().forEach(report -> report.completeExceptionally(notConnected()));
      reports.clear();
    }
  }

  /**
   * Tells the gateway what became of messages, and waits until it has noted it.
   *
   * @throws IOException when there is no connection, it is lost meanwhile, or nothing is noted in
   *     time; some of it may be noted then
   */
  void report(List<Receipt> receipts) throws IOException, InterruptedException {
    CompletableFuture<Void> noted = new CompletableFuture<>();
    long number;
    synchronized (this) {
      if (channel == null) {
        throw notConnected();
      }
      number = ++lastReport;
      reports.put(number, noted);
      List<Map<String, Object>> events = new ArrayList<>();
      for (Receipt receipt : receipts) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("message", receipt.message());
        event.put("event", receipt.event().name().toLowerCase(Locale.ROOT));
        events.add(event);
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("reports", events);
      line.put("number", number);
      GatewayProtocol.write(channel, line);
    }
    try {
      noted.get(GatewayProtocol.ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("the gateway has noted no receipts in time", e);
    } finally {
      synchronized (this) {
        reports.remove(number);
      }
    }
  }

  private IOException notConnected() {
    return new IOException("no push gateway is connected on " + socket);
  }

  private synchronized void reported(Object number) {
    CompletableFuture<Void> report = reports.get(number);
    if (report != null) {
      report.complete(null);
    }
  }

  private void serve(SocketChannel connected) throws IOException {
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("gateway", GatewayProtocol.VERSION);
    hello.put("name", name);
    hello.put("token", readToken());
    GatewayProtocol.write(connected, hello);
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(connected), StandardCharsets.UTF_8));
    synchronized (this) {
      channel = connected;
      unreachable = null;
    }
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      Map<?, ?> said = (Map<?, ?>) Json.read(line);
      if (said.containsKey("token")) {
        String token = (String) said.get("token");
        writeToken(token);
        events.registered(token);
      } else if (said.containsKey("message")) {
        String id = (String) said.get("message");
        Map<String, String> data = new TreeMap<>();
        ((Map<?, ?>) said.get("data")).forEach((key, value) -> data.put((String) key, "" + value));
        events.message(id, data, () -> acknowledge(connected, id));
      } else if (said.containsKey("reported")) {
        reported(said.get("reported"));
      } else if (said.containsKey("error")) {
        throw new IOException("the gateway refuses: " + said.get("error"));
      }
    }
    throw new IOException("the gateway has closed the connection");
  }

  private synchronized void acknowledge(SocketChannel from, String id) {
    try {
      GatewayProtocol.write(from, Collections.singletonMap("ack", id));
    } catch (IOException e) {
      // It comes again, and is dropped then as one that was received.
      LOG.debug("message {} was not acknowledged: {}", id, e.toString());
    }
  }

  private String readToken() {
    try {
      return Files.exists(tokenFile) ? Files.readString(tokenFile).trim() : null;
    } catch (IOException e) {
      LOG.warn("the push token cannot be read; the gateway gives a new one", e);
      return null;
    }
  }

  private void writeToken(String token) throws IOException {
    if (!token.equals(readToken())) {
      Files.createDirectories(tokenFile.getParent());
      Files.writeString(tokenFile, token + "\n");
    }
  }
}
