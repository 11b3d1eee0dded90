package dev.mob.control;

import dev.mob.control.internal.LineChannel;
import dev.mob.extension.OperatorCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A kernel's ear for its operator: listens on a Unix domain socket and runs {@link
 * OperatorCommand}s, as {@link ControlProtocol} says.
 *
 * <p>One daemon thread accepts; each connection gets a daemon thread for as long as its command
 * runs, {@value #MAX_CONNECTIONS} at most. A kernel under load answers all the same: nothing here
 * waits for the processes' workers. Whoever starts a server closes it; that ends running commands
 * and removes the socket file.
 */
public final class ControlServer implements AutoCloseable {
  /** More clients than this wait in line. */
  public static final int MAX_CONNECTIONS = 32;

  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

  private final Path socket;
  private final Supplier<? extends Iterable<OperatorCommand>> commands;
  private final ServerSocketChannel listener;
  private final Semaphore slots = new Semaphore(MAX_CONNECTIONS);
  private final AtomicInteger numbers = new AtomicInteger();
  private final Set<Thread> serving = ConcurrentHashMap.newKeySet();

  /**
   * Starts to listen.
   *
   * @param socket where; its folder exists, belongs to this user and is closed to all others. A
   *     socket file that is there already is taken for left behind: the caller holds the home
   *     folder's lock, so nobody listens on it
   * @param commands asked anew for each request, so that commands come and go with extensions
   * @throws IOException when it cannot listen there
   */
  public ControlServer(Path socket, Supplier<? extends Iterable<OperatorCommand>> commands)
      throws IOException {
    this.socket = socket;
    this.commands = commands;
    Files.deleteIfExists(socket);
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | RuntimeException failed) {
      listener.close();
      throw failed;
    }
    start("mob-control", this::accept);
  }

  /** Stops listening, interrupts commands that still run, removes the socket file. Idempotent. */
  @Override
  public void close() {
    try {
      listener.close();
      serving.forEach(Thread::interrupt);
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      log.warn("control socket {} was not removed: {}", socket, e.toString());
    }
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        slots.acquire();
        SocketChannel client = listener.accept();
        start("mob-control-" + numbers.incrementAndGet(), () -> serve(client));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException | InterruptedException e) {
        slots.release();
        log.warn("control socket {}: {}", socket, e.toString());
      }
    }
  }

  private void serve(SocketChannel client) {
    serving.add(Thread.currentThread());
    try (LineChannel channel = new LineChannel(client, ControlProtocol.MAX_REQUEST)) {
      String last;
      try {
        run(channel.readLine(ControlProtocol.PATIENCE), channel);
        last = Json.write(Map.of("end", true));
      } catch (LineChannel.LineTooLong tooLong) {
        last = error(ControlProtocol.BAD_REQUEST, "the request is " + tooLong.getMessage());
      } catch (ControlException refused) {
        last = error(refused.code(), refused.getMessage());
      }
      channel.writeLine(last, ControlProtocol.PATIENCE);
    } catch (IOException | UncheckedIOException gone) {
      log.debug("a control client went away: {}", gone.toString());
    } finally {
      serving.remove(Thread.currentThread());
      slots.release();
    }
  }

  private void run(String line, LineChannel channel) throws IOException, ControlException {
    if (line == null) {
      throw new IOException("closed before a request came");
    }
    Map<?, ?> request = request(line);
    OperatorCommand command = command(request.get("command"));
    Map<String, Object> arguments = arguments(request.get("arguments"));
    ChannelReply reply = new ChannelReply(channel);
    try {
      command.run(arguments, reply);
    } catch (IllegalArgumentException badArguments) {
      throw new ControlException(
          ControlProtocol.BAD_ARGUMENTS, command.name() + ": " + badArguments.getMessage());
    } catch (InterruptedException stopping) {
      throw new ControlException(ControlProtocol.FAILED, "the kernel is stopping");
    } catch (Exception | LinkageError e) {
      if (reply.failed) {
        throw new IOException("it reads no more", e);
      }
      // The command's own code, perhaps an extension's: whatever it throws ends this command alone.
      log.warn("control command {} failed", command.name(), e);
      throw new ControlException(
          ControlProtocol.FAILED, command.name() + " failed: " + e + "; more in mob logs");
    }
  }

  private static Map<?, ?> request(String line) throws ControlException {
    Object request;
    try {
      request = Json.read(line);
    } catch (IllegalArgumentException notJson) {
      throw new ControlException(ControlProtocol.BAD_REQUEST, notJson.getMessage());
    }
    if (!(request instanceof Map)) {
      throw new ControlException(ControlProtocol.BAD_REQUEST, "a request is a JSON object");
    }
    Object version = ((Map<?, ?>) request).get("mob");
    if (!Long.valueOf(ControlProtocol.VERSION).equals(version)) {
      throw new ControlException(
          ControlProtocol.BAD_VERSION,
          "this kernel speaks version "
              + ControlProtocol.VERSION
              + " of the control protocol, not "
              + version
              + ": use the mob command that started it");
    }
    return (Map<?, ?>) request;
  }

  private OperatorCommand command(Object name) throws ControlException {
    Map<String, OperatorCommand> known = new TreeMap<>();
    for (OperatorCommand command : commands.get()) {
      known.putIfAbsent(command.name(), command);
    }
    OperatorCommand command = name instanceof String ? known.get(name) : null;
    if (command == null) {
      throw new ControlException(
          ControlProtocol.UNKNOWN_COMMAND,
          "this kernel has no command '" + name + "'; it has " + String.join(", ", known.keySet()));
    }
    return command;
  }

  private static Map<String, Object> arguments(Object value) throws ControlException {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map)) {
      throw new ControlException(ControlProtocol.BAD_REQUEST, "arguments are a JSON object");
    }
    Map<String, Object> arguments = new TreeMap<>();
    ((Map<?, ?>) value).forEach((name, argument) -> arguments.put((String) name, argument));
    return arguments;
  }

  private static String error(String code, String message) {
    return Json.write(Map.of("error", Map.of("code", code, "message", message)));
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes each item as a line. */
  private static final class ChannelReply implements OperatorCommand.Reply {
    private final LineChannel channel;

    /** Tells the end of a client from the input and output that a command does of its own. */
    private volatile boolean failed;

    ChannelReply(LineChannel channel) {
      this.channel = channel;
    }

    @Override
    public void item(Object value) throws IOException {
      // Not Map.of: the value may be null.
      String line = Json.write(Collections.singletonMap("item", value));
      try {
        channel.writeLine(line, ControlProtocol.PATIENCE);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public boolean isOpen() {
      return channel.isPeerThere();
    }
  }
}
