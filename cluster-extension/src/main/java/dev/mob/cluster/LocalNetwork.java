package dev.mob.cluster;

import dev.mob.config.Permission;
import dev.mob.host.PlatformService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Finds services on the local network and announces ours, by DNS-based service discovery over
 * multicast DNS (RFC 6762, RFC 6763). Android has it as {@code NsdManager}, iOS as Bonjour; a host
 * on a JVM uses a library.
 */
public interface LocalNetwork extends PlatformService {

  @Override
  default Optional<Permission> permission() {
    return Optional.of(Permission.NETWORK);
  }

  /**
   * Announces a service until what is returned is closed. May block for a few seconds, in which the
   * network is asked whether the name is free.
   *
   * @throws IOException when there is no network for it
   */
  AutoCloseable announce(Service service) throws IOException;

  /**
   * Tells of services of a type that come and go, those that are there first, until what is
   * returned is closed.
   *
   * @param type such as {@code _mob._tcp}
   * @throws IOException when there is no network for it
   */
  AutoCloseable browse(String type, Listener listener) throws IOException;

  /**
   * A service that is announced.
   *
   * @param type such as {@code _mob._tcp}
   * @param name tells it apart from others of its type, up to 63 bytes
   * @param port where it listens
   * @param attributes its TXT record: short names and values
   */
  record Service(String type, String name, int port, Map<String, String> attributes) {}

  /** Hears of services; called from any thread, never to block. */
  interface Listener {
    /** A service is there, or has changed. */
    void found(Service service, InetSocketAddress address);

    /** The service with this name is there no more. */
    void lost(String name);
  }
}
