package dev.mob.host.jvm.notify;

import dev.mob.control.Json;
import dev.mob.host.jvm.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a JVM host and the local push gateway say to each other: lines of JSON over a socket of the
 * Unix domain that its owner alone can open.
 *
 * <pre>
 * host      {"gateway":1,"name":"whiteboard","token":"4f0c…"}    token is null the first time
 * gateway   {"token":"4f0c…"}                                    or {"error":"…"}, and the end
 * gateway   {"message":"019…","data":{"mob_title":"Hello"}}      the envelope of docs/push-sender.md
 * host      {"ack":"019…"}                                       once it is safe on the device
 * host      {"reports":[{"message":"019…","event":"tapped"}],"number":1}   what became of messages
 * gateway   {"reported":1}                                       it is on the sender's disk
 * host      {"unregister":true}                                  the token is dead
 * </pre>
 */
public final class GatewayProtocol {
  public static final long VERSION = 1;

  /** The longest line: a message of 4 KiB, escaped, with room to spare. */
  public static final int MAX_LINE = 64 * 1024;

  /** How long a device may take to acknowledge a message; longer than a silent push's window. */
  public static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);

  /** Where another socket than the user's is named. */
  public static final String SOCKET_VARIABLE = "MOB_PUSH_GATEWAY";

  private GatewayProtocol() {}

  /**
   * Writes one line. Through the channel itself: the streams of {@link java.nio.channels.Channels}
   * share a lock, under which a reader that waits keeps every writer waiting.
   */
  public static void write(SocketChannel to, Map<String, ?> line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /** Where the gateway of this user listens. */
  public static Path socket(Map<String, String> environment) {
    String named = environment.getOrDefault(SOCKET_VARIABLE, "");
    return named.isEmpty()
        ? RunDirectory.of(environment).folder().resolve("push.sock")
        : Path.of(named);
  }
}
