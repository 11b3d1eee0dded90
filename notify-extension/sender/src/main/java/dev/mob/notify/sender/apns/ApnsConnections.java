package dev.mob.notify.sender.apns;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientMetricsListener;
import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one environment. When none can be made, Pushy keeps what is to be sent and
 * waits longer and longer, up to a minute, before it tries again. Here the client is thrown away
 * instead: what waits fails at once and goes back to the outbox, and the sender's circuit breaker
 * says when to try again.
 */
final class ApnsConnections {
  private static final Logger log = LoggerFactory.getLogger(ApnsConnections.class);

  /** Makes a client that tells this listener of its connections. */
  interface Clients {
    ApnsClient create(ApnsClientMetricsListener listener) throws SSLException;
  }

  private final Clients clients;
  private final AtomicReference<ApnsClient> current = new AtomicReference<>();
  private boolean closed;

  ApnsConnections(Clients clients) throws SSLException {
    this.clients = clients;
    current.set(clients.create(new Watch()));
  }

  CompletionStage<PushNotificationResponse<ApnsPushNotification>> send(
      ApnsPushNotification notification) {
    try {
      return client().sendNotification(notification);
    } catch (SSLException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private ApnsClient client() throws SSLException {
    ApnsClient client = current.get();
    return client != null ? client : renewed();
  }

  private synchronized ApnsClient renewed() throws SSLException {
    ApnsClient client = current.get();
    if (client == null) {
      if (closed) {
        throw new SSLException("the provider is closed");
      }
      client = clients.create(new Watch());
      current.set(client);
    }
    return client;
  }

  /** Hears of one client's connections, on its network threads. */
  private final class Watch implements ApnsClientMetricsListener {
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public void handleConnectionAdded(ApnsClient client) {
      open.incrementAndGet();
    }

    @Override
    public void handleConnectionRemoved(ApnsClient client) {
      open.decrementAndGet();
    }

    @Override
    public void handleConnectionCreationFailed(ApnsClient client) {
      if (open.get() == 0 && current.compareAndSet(client, null)) {
        client
            .close()
            .exceptionally(
                failure -> {
                  log.debug("a client without connections did not close", failure);
                  return null;
                });
      }
    }

    @Override
    public void handleWriteFailure(ApnsClient client, long notification) {
      // The notification's own future fails too.
    }

    @Override
    public void handleNotificationSent(ApnsClient client, long notification) {
      // Of interest to nobody: sent is not accepted.
    }

    @Override
    public void handleNotificationAccepted(ApnsClient client, long notification) {
      // The notification's own future says so.
    }

    @Override
    public void handleNotificationRejected(ApnsClient client, long notification) {
      // The notification's own future says so.
    }
  }

  void close() {
    ApnsClient client;
    synchronized (this) {
      closed = true;
      client = current.getAndSet(null);
    }
    if (client == null) {
      return;
    }
    try {
      client.close().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the connections to APNs did not close in time", e);
    }
  }
}
