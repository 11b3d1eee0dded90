package dev.mob.notify.command;

import dev.mob.control.Json;
import dev.mob.host.jvm.notify.GatewayProtocol;
import dev.mob.notify.sender.DeviceReport;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.provider.PushAttempt;
import dev.mob.notify.sender.provider.PushEnvelope;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushProvider;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A push service on this machine, for programs on a JVM with {@code notify.gateway = local}: a
 * provider of the sender, and the other side of {@link GatewayProtocol}. A message is sent when the
 * program has acknowledged it, which it does once it is on its disk. While a program does not run
 * its messages wait in the outbox and are tried again.
 *
 * <p>Safe for use from any thread. Listens from its construction until {@link #close}.
 */
public final class LocalGateway implements PushProvider {
  private static final Logger LOG = LoggerFactory.getLogger(LocalGateway.class);
  private static final int TOKEN_BYTES = 16;

  /** As much as APNs and FCM take: what works here works there. */
  private static final int MAX_BYTES = 4096;

  private static final UUID ANY_ID = new UUID(0, 0);

  /** A program that was killed and is started again is found within this. */
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final Path socket;
  private final Registry registry;
  private final ServerSocketChannel listening;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, GatewayDevice> devices = new ConcurrentHashMap<>();
  private final Set<GatewayDevice> connected = ConcurrentHashMap.newKeySet();

  /** Told of devices; from any thread. */
  public interface Registry {
    /**
     * A device has come with a token, new or known.
     *
     * @param name what it calls itself
     */
    void register(DeviceToken token, String name);

    void unregister(DeviceToken token);

    /** A device tells what became of a message there; on disk when this returns. */
    void reported(DeviceToken token, UUID message, DeviceReport event);
  }

  /**
   * Starts to listen.
   *
   * @param socket where; its folder exists and is closed to others. A file that is there already is
   *     taken for left behind by a gateway that was killed
   * @throws IOException when it cannot listen there
   */
  public LocalGateway(Path socket, Registry registry) throws IOException {
    this.socket = socket;
    this.registry = registry;
    Files.deleteIfExists(socket);
    listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listening.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | RuntimeException e) {
      listening.close();
      throw e;
    }
    Thread thread = new Thread(this::accept, "push-gateway");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (listening.isOpen()) {
      try {
        SocketChannel channel = listening.accept();
        GatewayDevice device =
            new GatewayDevice(channel, this::entered, this::reported, this::left);
        connected.add(device);
        device.start();
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("a device was not taken in at {}: {}", socket, e.toString());
      }
    }
  }

  /** Gives a device its token. */
  private String entered(GatewayDevice device, String known, String name) {
    String token = known;
    if (token == null) {
      byte[] bytes = new byte[TOKEN_BYTES];
      random.nextBytes(bytes);
      token = HexFormat.of().formatHex(bytes);
    }
    registry.register(new DeviceToken(Platform.LOCAL, token), name);
    devices.put(token, device);
    return token;
  }

  private void reported(String token, String message, String event) {
    UUID id;
    DeviceReport report;
    try {
      id = UUID.fromString(message);
      report = DeviceReport.valueOf(event.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // Of another sender, or a newer device: nobody here waits for it.
      LOG.debug("a receipt is not understood: {} {}", message, event);
      return;
    }
    registry.reported(new DeviceToken(Platform.LOCAL, token), id, report);
  }

  private void left(GatewayDevice device, String token, boolean forGood) {
    connected.remove(device);
    if (token != null) {
      devices.remove(token, device);
      if (forGood) {
        registry.unregister(new DeviceToken(Platform.LOCAL, token));
      }
    }
  }

  @Override
  public Platform platform() {
    return Platform.LOCAL;
  }

  @Override
  public List<Problem> check(PushMessage message) {
    Map<String, String> data = PushEnvelope.data(ANY_ID, message, Platform.LOCAL);
    int size = Json.write(data).getBytes(StandardCharsets.UTF_8).length;
    return size <= MAX_BYTES
        ? List.of()
        : List.of(
            new Problem(
                "", "has " + size + " bytes for the local gateway, which takes " + MAX_BYTES));
  }

  @Override
  public CompletionStage<PushOutcome> send(PushAttempt attempt) {
    GatewayDevice device = devices.get(attempt.token());
    if (device == null) {
      return CompletableFuture.completedStage(
          new PushOutcome.Retry("NotRunning", Optional.of(AWAY), PushOutcome.Scope.DEVICE));
    }
    String id = attempt.messageId().toString();
    Map<String, String> data =
        PushEnvelope.data(attempt.messageId(), attempt.message(), Platform.LOCAL);
    return device
        .deliver(id, data)
        .orTimeout(GatewayProtocol.ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (nothing, failed) ->
                failed == null
                    ? PushOutcome.sent()
                    : PushOutcome.retryDevice(
                        failed instanceof TimeoutException ? "NotAcknowledged" : "ConnectionLost"));
  }

  /** The tokens of devices that are connected now. */
  public Set<String> connected() {
    return Set.copyOf(devices.keySet());
  }

  @Override
  public void close() {
    try {
      listening.close();
      connected.forEach(GatewayDevice::close);
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.warn("gateway socket {} was not removed: {}", socket, e.toString());
    }
  }
}
