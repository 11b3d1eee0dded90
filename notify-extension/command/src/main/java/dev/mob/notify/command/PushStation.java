package dev.mob.notify.command;

import dev.mob.control.Json;
import dev.mob.notify.sender.DeviceReport;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.OutboxException;
import dev.mob.notify.sender.PushDevices;
import dev.mob.notify.sender.PushService;
import dev.mob.notify.sender.Registration;
import dev.mob.notify.sender.RetryPolicy;
import dev.mob.notify.sender.http.ApiKeys;
import dev.mob.notify.sender.http.PushHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A sender on this machine: the outbox in a folder, the local gateway, the HTTP API on the loopback
 * interface. Its address and key are in {@code station.json} of the folder, which only its owner
 * can read, for as long as it runs.
 *
 * <p>Owned by whoever opened it. One for each folder: the outbox lets no second one in.
 */
public final class PushStation implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final int KEY_BYTES = 24;

  /** The topic of every device of the local gateway. */
  static final String ALL_DEVICES = "all";

  /** A device that has just come back is not left waiting for long. */
  private static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofMillis(500), Duration.ofMinutes(5));

  private final Path note;
  private final PushService service;
  private final PushHttpServer http;
  private final StationAddress address;

  private PushStation(Path note, PushService service, PushHttpServer http, StationAddress address) {
    this.note = note;
    this.service = service;
    this.http = http;
    this.address = address;
  }

  /**
   * Opens the outbox in a folder, which is made if need be, and everything around it.
   *
   * @param socket where the local gateway listens
   * @param port of the HTTP API; 0 for any that is free
   * @throws PushFailure when another one runs on that folder, or push.conf is wrong
   */
  public static PushStation open(Path folder, Path socket, int port) {
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new PushFailure(2, folder + " is no folder; name one with --station");
      }
      Files.createDirectories(folder);
      Files.createDirectories(socket.toAbsolutePath().getParent());
      return open(StationConf.in(folder), folder, socket, port);
    } catch (IOException e) {
      throw new PushFailure(1, "no push station could be opened in " + folder + ": " + e, e);
    }
  }

  private static PushStation open(StationConf conf, Path folder, Path socket, int port)
      throws IOException {
    CompletableFuture<PushService> opened = new CompletableFuture<>();
    String app = conf.appWithGateway();
    LocalGateway gateway =
        app == null ? null : new LocalGateway(socket, new AppRegistry(opened, app));
    PushService.Builder builder = PushService.builder(folder.resolve("outbox.db")).retry(RETRY);
    PushService service;
    try {
      conf.apps(gateway).forEach(builder::app);
      service = builder.open();
    } catch (RuntimeException e) {
      opened.completeExceptionally(e);
      close(gateway);
      throw e instanceof OutboxException ? new PushFailure(1, e.getMessage(), e) : e;
    }
    opened.complete(service);
    String key = newKey();
    PushHttpServer http;
    try {
      http =
          PushHttpServer.builder(service, ApiKeys.none().with("mob push", key, service.apps()))
              .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .start();
    } catch (IllegalStateException e) {
      service.close();
      throw new PushFailure(1, e.getMessage() + "; choose another with --port", e);
    }
    StationAddress address =
        new StationAddress("http://127.0.0.1:" + http.address().getPort(), key, service.apps());
    Path note = folder.resolve(StationAddress.FILE);
    Path part = folder.resolve(StationAddress.FILE + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    Files.writeString(
        part,
        Json.write(
                Map.of(
                    "url",
                    address.url(),
                    "key",
                    key,
                    "apps",
                    address.apps().stream().sorted().toList()))
            + "\n");
    Files.move(part, note, StandardCopyOption.ATOMIC_MOVE);
    return new PushStation(note, service, http, address);
  }

  private static void close(LocalGateway gateway) {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Registers the gateway's devices with its app, new ones under {@link #ALL_DEVICES}. */
  private record AppRegistry(CompletableFuture<PushService> service, String app)
      implements LocalGateway.Registry {
    @Override
    public void register(DeviceToken token, String name) {
      PushDevices devices = service.join().sender(app).devices();
      Registration.Builder registration = Registration.of(token).user(name);
      if (devices.find(token).isEmpty()) {
        registration.topics(ALL_DEVICES);
      }
      devices.register(registration.build());
    }

    @Override
    public void reported(DeviceToken token, UUID message, DeviceReport event) {
      service.join().sender(app).report(message, token, event);
    }

    @Override
    public void unregister(DeviceToken token) {
      service.join().sender(app).devices().unregister(token);
    }
  }

  /** Where it is reached. */
  StationAddress address() {
    return address;
  }

  PushService service() {
    return service;
  }

  /** Drains what is under way, closes everything and takes the note away. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      http.close();
      service.close();
    }
  }
}
