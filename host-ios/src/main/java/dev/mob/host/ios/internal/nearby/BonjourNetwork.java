package dev.mob.host.ios.internal.nearby;

import dev.mob.cluster.LocalNetwork;
import dev.mob.host.ios.internal.shim.Bonjour;
import dev.mob.host.ios.internal.shim.BonjourEvents;
import dev.mob.host.ios.internal.shim.ShimFailure;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The local network by Bonjour. By its C interface, because a cluster connects by address and port:
 * {@code NWBrowser} gives neither, and {@code NSNetService}, which did, is deprecated in favour of
 * these two (developer.apple.com, TN3151 "Choosing the right networking API").
 *
 * <p>iOS asks the user for the local network at the first use (TN3179 "Understanding local network
 * privacy"), and browses for no type that Info.plist does not name.
 *
 * <p>Safe for use from any thread. Whoever makes it closes it.
 */
public final class BonjourNetwork implements LocalNetwork, BonjourEvents, AutoCloseable {
  private static final long ANSWER_SECONDS = 20;

  private final Bonjour bonjour;

  // Guarded by this.
  private final Map<Long, Operation> operations = new HashMap<>();

  /** Hears of the shim's events from now on. */
  public BonjourNetwork(Bonjour bonjour) {
    this.bonjour = bonjour;
    bonjour.listen(this);
  }

  /** What goes on in the shim under one number, and takes the answers of its kind. */
  interface Operation {
    /** The name was free, or was made so. */
    default void registered(String name) {}

    /** A service is on an interface, or is there no more. */
    default void browsed(boolean there, Found found) {}

    /** Where a service is. */
    default void resolved(String host, int port, byte[] text) {}

    /** An address of the host's. */
    default void address(byte[] address, int scope) {}

    /** It is over, for this reason. */
    void failed(int error);
  }

  /** A service on one interface, as it is resolved. */
  record Found(int networkInterface, String name, String type, String domain) {}

  /**
   * Begins an operation; no event of it is delivered before this has returned.
   *
   * @throws ShimFailure when the shim does not
   */
  synchronized long begin(LongSupplier call, Operation operation) {
    long number = call.getAsLong();
    operations.put(number, operation);
    return number;
  }

  /** Ends an operation; from now on it hears of nothing. */
  void end(long number) {
    synchronized (this) {
      operations.remove(number);
    }
    bonjour.end(number);
  }

  @Override
  public AutoCloseable announce(Service service) throws IOException {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    byte[] text = TextRecord.of(service.attributes());
    long number;
    try {
      number =
          begin(
              () -> bonjour.register(service.name(), service.type(), service.port(), text),
              new Announcement(outcome));
    } catch (ShimFailure e) {
      throw new IOException(reason((int) e.code(), service.type()), e);
    }
    try {
      outcome.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      return () -> end(number);
    } catch (ExecutionException e) {
      end(number);
      int error = ((AnnouncementFailed) e.getCause()).error;
      throw new IOException(reason(error, service.type()), e);
    } catch (TimeoutException e) {
      end(number);
      throw new IOException("Bonjour has not answered within " + ANSWER_SECONDS + " seconds", e);
    } catch (InterruptedException e) {
      end(number);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Bonjour was asked", e);
    }
  }

  @Override
  public AutoCloseable browse(String type, Listener listener) throws IOException {
    ServiceSearch search = new ServiceSearch(this, bonjour, type, listener);
    try {
      search.begin();
    } catch (ShimFailure e) {
      throw new IOException(reason((int) e.code(), type), e);
    }
    return search;
  }

  /** An error of Bonjour's, with its mend. */
  static String reason(int error, String type) {
    return switch (error) {
      case Bonjour.NO_AUTH ->
          "NSBonjourServices of Info.plist lacks "
              + type
              + "; take over what 'mob host ios' writes";
      case Bonjour.POLICY_DENIED ->
          "the user has not allowed this app the local network; it is in Settings, Privacy &"
              + " Security, Local Network";
      default -> "Bonjour fails with " + error;
    };
  }

  private synchronized Operation operation(long number) {
    return operations.get(number);
  }

  @Override
  public void registered(long number, int error, String name) {
    Operation operation = operation(number);
    if (operation != null && error != 0) {
      operation.failed(error);
    } else if (operation != null) {
      operation.registered(name);
    }
  }

  @Override
  public void browsed(
      long number,
      int error,
      boolean there,
      int networkInterface,
      String name,
      String type,
      String domain) {
    Operation operation = operation(number);
    if (operation != null && error != 0) {
      operation.failed(error);
    } else if (operation != null) {
      operation.browsed(there, new Found(networkInterface, name, type, domain));
    }
  }

  @Override
  public void resolved(long number, int error, String host, int port, byte[] text) {
    Operation operation = operation(number);
    if (operation != null && error != 0) {
      operation.failed(error);
    } else if (operation != null) {
      operation.resolved(host, port, text);
    }
  }

  @Override
  public void address(long number, int error, boolean there, byte[] address, int scope) {
    Operation operation = operation(number);
    if (operation != null && error != 0) {
      operation.failed(error);
    } else if (operation != null && there) {
      operation.address(address, scope);
    }
  }

  /** Ends what is left. */
  @Override
  public void close() {
    Long[] left;
    synchronized (this) {
      left = operations.keySet().toArray(new Long[0]);
    }
    for (long number : left) {
      end(number);
    }
    bonjour.listen(null);
  }

  private record Announcement(CompletableFuture<String> outcome) implements Operation {
    @Override
    public void registered(String name) {
      outcome.complete(name);
    }

    @Override
    public void failed(int error) {
      outcome.completeExceptionally(new AnnouncementFailed(error));
    }
  }

  private static final class AnnouncementFailed extends Exception {
    final int error;

    AnnouncementFailed(int error) {
      super("DNSServiceRegister: " + error);
      this.error = error;
    }
  }
}
