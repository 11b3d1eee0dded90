package dev.mob.cluster;

import dev.mob.process.Atom;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Nodes on the local network: announces this one while it listens, and knows where the others do.
 * What is announced is the node's name and nothing else; who may connect is the cookie's business.
 */
final class NearbyNodes implements Discovery, LocalNetwork.Listener, AutoCloseable {
  static final String TYPE = "_mob._tcp";
  private static final String NODE = "node";
  private static final int MOST = 1_024;

  private final LocalNetwork network;
  private final Atom self;
  private final Logger log;
  private final Map<String, Atom> names = new ConcurrentHashMap<>();
  private final Map<Atom, InetSocketAddress> found = new ConcurrentHashMap<>();
  private volatile Consumer<Atom> newcomers = node -> {};

  // Guarded by this.
  private AutoCloseable browsing;
  private AutoCloseable announced;
  private long appearances;

  NearbyNodes(LocalNetwork network, Atom self, Logger log) {
    this.network = network;
    this.self = self;
    this.log = log;
  }

  /** Who is told of nodes that are found. */
  void tell(Consumer<Atom> listener) {
    newcomers = listener;
  }

  /** This node listens on that port: announces it, and looks for others. Returns at once. */
  synchronized void appear(int port) {
    disappear();
    long mine = appearances;
    Thread thread = new Thread(() -> appear(port, mine), "mob-cluster-nearby");
    thread.setDaemon(true);
    thread.start();
  }

  /** Asking the network takes seconds. */
  private synchronized void appear(int port, long mine) {
    if (mine != appearances) {
      return; // It has left meanwhile.
    }
    try {
      browsing = network.browse(TYPE, this);
      if (port > 0) {
        announced =
            network.announce(
                new LocalNetwork.Service(TYPE, label(), port, Map.of(NODE, self.name())));
      }
    } catch (IOException e) {
      log.warn("nodes on the local network are not found: {}", e.getMessage());
    }
  }

  /** An instance's name has 63 bytes; the whole name is in its attributes. */
  private String label() {
    String name = self.name();
    return name.length() <= 63
        ? name
        : name.substring(0, 54) + Integer.toHexString(name.hashCode());
  }

  /** This node listens no more. */
  synchronized void disappear() {
    appearances++;
    close(announced);
    close(browsing);
    announced = null;
    browsing = null;
    names.clear();
    found.clear();
  }

  private void close(AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      log.debug("the local network does not let go", e);
    }
  }

  @Override
  public void found(LocalNetwork.Service service, InetSocketAddress address) {
    String name = service.attributes().get(NODE);
    int at = name == null ? -1 : name.indexOf('@');
    if (at < 1 || at == name.length() - 1 || name.length() > 255 || found.size() >= MOST) {
      return;
    }
    Atom node = Atom.of(name);
    if (node.equals(self)) {
      return;
    }
    names.put(service.name(), node);
    if (!address.equals(found.put(node, address))) {
      log.info("{} is on the local network, at {}", name, address);
      newcomers.accept(node);
    }
  }

  @Override
  public void lost(String name) {
    Atom node = names.remove(name);
    if (node != null) {
      found.remove(node);
    }
  }

  @Override
  public CompletableFuture<InetSocketAddress> find(Atom node) {
    return CompletableFuture.completedFuture(found.get(node));
  }

  @Override
  public void close() {
    disappear();
  }
}
