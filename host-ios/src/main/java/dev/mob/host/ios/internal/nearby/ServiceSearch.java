package dev.mob.host.ios.internal.nearby;

import dev.mob.cluster.LocalNetwork;
import dev.mob.host.ios.internal.nearby.BonjourNetwork.Found;
import dev.mob.host.ios.internal.nearby.BonjourNetwork.Operation;
import dev.mob.host.ios.internal.shim.Bonjour;
import dev.mob.host.ios.internal.shim.ShimFailure;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the services of one type, and for each asks where it is, then for its host's address. A
 * service that several interfaces show is there until the last of them does no more.
 */
final class ServiceSearch implements Operation, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceSearch.class);

  private final BonjourNetwork network;
  private final Bonjour bonjour;
  private final String type;
  private final LocalNetwork.Listener listener;

  // Guarded by this.
  private final Map<String, Set<Integer>> interfaces = new HashMap<>();
  private final Set<Question> questions = new HashSet<>();
  private long number;
  private boolean closed;

  ServiceSearch(
      BonjourNetwork network, Bonjour bonjour, String type, LocalNetwork.Listener listener) {
    this.network = network;
    this.bonjour = bonjour;
    this.type = type;
    this.listener = listener;
  }

  /**
   * Begins.
   *
   * @throws ShimFailure when Bonjour refuses at once
   */
  synchronized void begin() {
    number = network.begin(() -> bonjour.browse(type), this);
  }

  @Override
  public void browsed(boolean there, Found found) {
    if (there) {
      synchronized (this) {
        interfaces
            .computeIfAbsent(found.name(), name -> new HashSet<>())
            .add(found.networkInterface());
      }
      ask(new Question(found));
      return;
    }
    synchronized (this) {
      Set<Integer> left = interfaces.get(found.name());
      if (left == null || !left.remove(found.networkInterface()) || !left.isEmpty()) {
        return;
      }
      interfaces.remove(found.name());
    }
    listener.lost(found.name());
  }

  @Override
  public void failed(int error) {
    LOG.warn(
        "nothing is found on the local network any more: {}", BonjourNetwork.reason(error, type));
    quit();
  }

  private synchronized boolean isThere(String name) {
    return !closed && interfaces.containsKey(name);
  }

  private void ask(Question question) {
    synchronized (this) {
      if (closed) {
        return;
      }
      questions.add(question);
    }
    question.begin();
  }

  @Override
  public void close() {
    quit();
  }

  private void quit() {
    Question[] open;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      open = questions.toArray(new Question[0]);
      interfaces.clear();
    }
    network.end(number);
    for (Question question : open) {
      question.quit();
    }
  }

  /** Where is it? First the host's name and the port, then the host's address: the first it has. */
  private final class Question implements Operation {
    private final Found found;

    // Guarded by this.
    private long current;
    private boolean over;

    private int port;
    private Map<String, String> attributes = Map.of();

    Question(Found found) {
      this.found = found;
    }

    private synchronized void begin() {
      try {
        if (!over) {
          current =
              network.begin(
                  () ->
                      bonjour.resolve(
                          found.networkInterface(), found.name(), found.type(), found.domain()),
                  this);
        }
      } catch (ShimFailure e) {
        failed((int) e.code());
      }
    }

    @Override
    public synchronized void resolved(String host, int servicePort, byte[] text) {
      if (over) {
        return;
      }
      network.end(current);
      port = servicePort;
      attributes = TextRecord.read(text);
      try {
        current = network.begin(() -> bonjour.addresses(found.networkInterface(), host), this);
      } catch (ShimFailure e) {
        failed((int) e.code());
      }
    }

    @Override
    public void address(byte[] bytes, int scope) {
      if (!quit()) {
        return;
      }
      try {
        InetAddress host =
            bytes.length == 4
                ? InetAddress.getByAddress(bytes)
                : Inet6Address.getByAddress(null, bytes, scope);
        if (isThere(found.name())) {
          listener.found(
              new LocalNetwork.Service(type, found.name(), port, attributes),
              new InetSocketAddress(host, port));
        }
      } catch (UnknownHostException e) {
        LOG.debug("an address of {} bytes is none", bytes.length, e);
      }
    }

    @Override
    public void failed(int error) {
      LOG.info("where {} is cannot be found out: {}", found.name(), error);
      quit();
    }

    /** Asks no more; whether it did until now. */
    private boolean quit() {
      synchronized (this) {
        if (over) {
          return false;
        }
        over = true;
        if (current != 0) {
          network.end(current);
        }
      }
      synchronized (ServiceSearch.this) {
        questions.remove(this);
      }
      return true;
    }
  }
}
