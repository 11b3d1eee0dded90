package dev.mob.control;

import dev.mob.control.internal.LineChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gives commands to a running kernel. Immutable; each command is a connection of its own. */
public final class ControlClient {
  private final Path socket;

  /**
   * @param socket a kernel's control socket
   */
  public ControlClient(Path socket) {
    this.socket = socket;
  }

  /** True when a kernel listens; a socket file that a killed kernel left behind does not count. */
  public boolean isAnswered() {
    try {
      connect().close();
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  /**
   * Gives a command and collects its answer.
   *
   * @param arguments values that {@link Json} can write
   * @throws ControlException when the kernel refuses or fails
   * @throws IOException when no kernel listens, it goes away, or is silent for {@link
   *     ControlProtocol#PATIENCE}
   */
  public List<Object> ask(String command, Map<String, ?> arguments)
      throws IOException, ControlException {
    List<Object> items = new ArrayList<>();
    stream(command, arguments, ControlProtocol.PATIENCE, items::add);
    return items;
  }

  /**
   * Gives a command and hands on each item of its answer as it comes, on the calling thread.
   *
   * @param patience how long the kernel may be silent; {@code null} for as long as it likes
   */
  public void stream(
      String command, Map<String, ?> arguments, Duration patience, Consumer<Object> items)
      throws IOException, ControlException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("mob", ControlProtocol.VERSION);
    request.put("command", command);
    request.put("arguments", arguments);
    try (LineChannel channel = new LineChannel(connect(), ControlProtocol.MAX_ANSWER)) {
      channel.writeLine(Json.write(request), ControlProtocol.PATIENCE);
      for (Map<?, ?> answer = next(channel, patience);
          !answer.containsKey("end");
          answer = next(channel, patience)) {
        items.accept(answer.get("item"));
      }
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static Map<?, ?> next(LineChannel channel, Duration patience)
      throws IOException, ControlException {
    String line = channel.readLine(patience);
    if (line == null) {
      throw new IOException("the kernel went away in the middle of its answer");
    }
    Object answer;
    try {
      answer = Json.read(line);
    } catch (IllegalArgumentException notJson) {
      throw new IOException("the kernel's answer cannot be read: " + notJson.getMessage(), notJson);
    }
    if (!(answer instanceof Map)) {
      throw new IOException("the kernel's answer is not an object: " + line);
    }
    if (((Map<?, ?>) answer).get("error") instanceof Map<?, ?> error) {
      throw new ControlException(
          String.valueOf(error.get("code")), String.valueOf(error.get("message")));
    }
    return (Map<?, ?>) answer;
  }
}
