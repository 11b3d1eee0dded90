package dev.mob.host.jvm.cluster;

import dev.mob.cluster.LocalNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;

/**
 * Multicast DNS by JmDNS. Its classes are loaded and its socket is opened by the first who uses it,
 * and closed by the last. Safe for any thread.
 */
public final class JmdnsNetwork implements LocalNetwork {
  private final InetAddress address;

  // Guarded by this.
  private JmDNS dns;
  private int users;

  /** On the address that this machine has on its network. */
  public JmdnsNetwork() {
    this(null);
  }

  /**
   * @param address the address of the interface to use; {@code null} for the machine's own
   */
  public JmdnsNetwork(InetAddress address) {
    this.address = address;
  }

  private synchronized JmDNS use() throws IOException {
    if (dns == null) {
      // Several kernels on one machine: with one host name they would contend for it.
      dns = JmDNS.create(address, "mob-" + UUID.randomUUID());
    }
    users++;
    return dns;
  }

  /** One user less; the last one waits until the others on the network were told. */
  private void release() throws IOException {
    JmDNS unused = null;
    synchronized (this) {
      if (--users == 0) {
        unused = dns;
        dns = null;
      }
    }
    if (unused != null) {
      unused.close();
    }
  }

  @Override
  public AutoCloseable announce(Service service) throws IOException {
    JmDNS used = use();
    try {
      ServiceInfo info =
          ServiceInfo.create(
              service.type() + ".local.",
              service.name(),
              service.port(),
              0,
              0,
              service.attributes());
      used.registerService(info);
      return closing(() -> used.unregisterService(info));
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  @Override
  public AutoCloseable browse(String type, Listener listener) throws IOException {
    JmDNS used = use();
    Browser browser = new Browser(type, listener);
    used.addServiceListener(type + ".local.", browser);
    return closing(() -> used.removeServiceListener(type + ".local.", browser));
  }

  /** Undoes something and lets go, once. */
  private AutoCloseable closing(Runnable undo) {
    boolean[] closed = {false};
    return () -> {
      synchronized (closed) {
        if (closed[0]) {
          return;
        }
        closed[0] = true;
      }
      undo.run();
      release();
    };
  }

  /** Hears of services and hands on those that are resolved. */
  private record Browser(String type, Listener listener) implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      event.getDNS().requestServiceInfo(event.getType(), event.getName());
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      ServiceInfo info = event.getInfo();
      InetAddress[] addresses = info.getInetAddresses();
      if (addresses.length == 0) {
        return;
      }
      Map<String, String> attributes = new HashMap<>();
      for (String key : Collections.list(info.getPropertyNames())) {
        attributes.put(key, info.getPropertyString(key));
      }
      listener.found(
          new Service(type, info.getName(), info.getPort(), attributes),
          new InetSocketAddress(addresses[0], info.getPort()));
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      listener.lost(event.getName());
    }
  }
}
