package dev.mob.notify.sender.fcm;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import dev.mob.notify.sender.provider.PushOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends through the Firebase Admin SDK, whose calls block, on threads of its own. What waits for a
 * thread is bounded by the lane's limit of attempts in flight.
 */
final class AdminSdkSender implements FcmSender {
  private static final Logger log = LoggerFactory.getLogger(AdminSdkSender.class);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final FirebaseApp app;
  private final FirebaseMessaging messaging;
  private final GoogleCredentials credentials;
  private final ExecutorService threads;
  private long lastRefresh = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

  AdminSdkSender(
      String projectId, GoogleCredentials credentials, HttpTransport transport, int threads) {
    this.credentials = credentials;
    // The SDK keeps its apps in a map of the whole process: the name has to be a new one.
    String name = "mob-push-" + projectId + "-" + COUNT.incrementAndGet();
    this.app =
        FirebaseApp.initializeApp(
            FirebaseOptions.builder()
                .setProjectId(projectId)
                .setCredentials(credentials)
                .setHttpTransport(transport)
                .build(),
            name);
    this.messaging = FirebaseMessaging.getInstance(app);
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "push-fcm");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public CompletionStage<PushOutcome> send(Message message) {
    try {
      return CompletableFuture.supplyAsync(() -> sendNow(message), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(PushOutcome.retryProvider("the provider is closed"));
    }
  }

  private PushOutcome sendNow(Message message) {
    try {
      return new PushOutcome.Sent(Optional.of(messaging.send(message)), Optional.empty());
    } catch (FirebaseMessagingException e) {
      PushOutcome outcome = FcmVerdict.of(e, Instant.now());
      boolean unauthenticated =
          outcome instanceof PushOutcome.Halt halt && halt.reason().equals("UNAUTHENTICATED");
      return unauthenticated && refreshed()
          ? PushOutcome.retryProvider("the access token was renewed")
          : outcome;
    }
  }

  /**
   * An access token may be revoked before its time: get another, but not for each message.
   *
   * @return whether it makes sense to try again
   */
  private synchronized boolean refreshed() {
    if (System.nanoTime() - lastRefresh < TimeUnit.MINUTES.toNanos(1)) {
      return false;
    }
    lastRefresh = System.nanoTime();
    try {
      credentials.refresh();
      return true;
    } catch (IOException e) {
      log.warn("Google gives no access token: {}", e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    app.delete();
  }
}
