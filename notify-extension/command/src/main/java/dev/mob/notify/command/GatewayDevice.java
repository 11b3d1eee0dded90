package dev.mob.notify.command;

import dev.mob.control.Json;
import dev.mob.host.jvm.notify.GatewayProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One program that is connected to the gateway, from its hello to the end of the connection. Its
 * thread reads; any thread delivers.
 */
final class GatewayDevice {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayDevice.class);

  private final SocketChannel channel;
  private final Entering entering;
  private final Reporting reporting;
  private final Leaving leaving;
  private final Map<String, CompletableFuture<Void>> unacknowledged = new ConcurrentHashMap<>();

  /** Gives a device its token; {@code null} is the token of a new one. */
  interface Entering {
    String entered(GatewayDevice device, String token, String name);
  }

  /** The connection has ended; for good when the device has given its token back. */
  interface Leaving {
    void left(GatewayDevice device, String token, boolean forGood);
  }

  /** The device tells what became of a message; on disk when this returns. */
  interface Reporting {
    void reported(String token, String message, String event);
  }

  GatewayDevice(SocketChannel channel, Entering entering, Reporting reporting, Leaving leaving) {
    this.channel = channel;
    this.entering = entering;
    this.reporting = reporting;
    this.leaving = leaving;
  }

  void start() {
    Thread thread = new Thread(this::serve, "push-gateway-device");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    String token = null;
    boolean forGood = false;
    try (channel) {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      Map<?, ?> hello = read(reader);
      if (hello == null) {
        return;
      }
      if (!Long.valueOf(GatewayProtocol.VERSION).equals(hello.get("gateway"))) {
        write(
            Map.of(
                "error",
                "this gateway speaks version " + GatewayProtocol.VERSION + " of its protocol"));
        return;
      }
      // Written before anybody can deliver: the device reads its token first.
      synchronized (this) {
        token =
            entering.entered(this, (String) hello.get("token"), String.valueOf(hello.get("name")));
        write(Map.of("token", token));
      }
      for (Map<?, ?> said = read(reader); said != null; said = read(reader)) {
        if (said.containsKey("ack")) {
          CompletableFuture<Void> waiting = unacknowledged.remove(said.get("ack"));
          if (waiting != null) {
            waiting.complete(null);
          }
        } else if (said.containsKey("reports")) {
          for (Object each : (List<?>) said.get("reports")) {
            Map<?, ?> report = (Map<?, ?>) each;
            reporting.reported(token, (String) report.get("message"), (String) report.get("event"));
          }
          write(Map.of("reported", said.get("number")));
        } else if (said.containsKey("unregister")) {
          forGood = true;
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a device went away: {}", e.toString());
    } finally {
      leaving.left(this, token, forGood);
      unacknowledged
          .values()
          .forEach(waiting -> waiting.completeExceptionally(new IOException("the device left")));
    }
  }

  private static Map<?, ?> read(BufferedReader reader) throws IOException {
    // The peer is this user's own program; its lines are short.
    String line = reader.readLine();
    return line == null ? null : (Map<?, ?>) Json.read(line);
  }

  /** Hands a message over; completes when the device has acknowledged it. */
  CompletableFuture<Void> deliver(String id, Map<String, String> data) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    unacknowledged.put(id, acknowledged);
    try {
      write(Map.of("message", id, "data", data));
    } catch (IOException e) {
      acknowledged.completeExceptionally(e);
    }
    return acknowledged.whenComplete((nothing, failed) -> unacknowledged.remove(id, acknowledged));
  }

  private synchronized void write(Map<String, ?> line) throws IOException {
    GatewayProtocol.write(channel, line);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a device's connection was not closed: {}", e.toString());
    }
  }
}
