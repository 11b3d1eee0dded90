package dev.mob.benchmarks.push;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import com.eatthepath.pushy.apns.util.SimpleApnsPayloadBuilder;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;
import io.netty.channel.EventLoopGroup;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Pushy used directly, as its documentation advises: one client, what is in flight bounded. */
final class PushyAlone implements AutoCloseable {
  private static final int IN_FLIGHT = 4_000;

  private final EventLoopGroup threads = threads();
  private final ApnsClient client;

  PushyAlone(int port, Certificate certificate, ApnsSigningKey key) throws Exception {
    client =
        new ApnsClientBuilder()
            .setApnsServer("127.0.0.1", port)
            .setTrustedServerCertificateChain(certificate.certificate())
            .setSigningKey(key)
            .setEventLoopGroup(threads)
            .setConcurrentConnections(2)
            .build();
  }

  @SuppressWarnings("deprecation")
  private static EventLoopGroup threads() {
    return new io.netty.channel.nio.NioEventLoopGroup(2);
  }

  double send(int count) throws InterruptedException {
    Semaphore places = new Semaphore(IN_FLIGHT);
    AtomicInteger accepted = new AtomicInteger();
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      places.acquire();
      String payload =
          new SimpleApnsPayloadBuilder()
              .setAlertTitle("Your turn")
              .setAlertBody("Ada has moved, game " + i)
              .addCustomProperty("game", Integer.toString(i))
              .addCustomProperty("mob_id", UUID.randomUUID().toString())
              .build();
      client
          .sendNotification(
              new SimpleApnsPushNotification(
                  String.format("%064x", i), "com.example.game", payload))
          .whenComplete(
              (response, failure) -> {
                if (failure == null && response.isAccepted()) {
                  accepted.incrementAndGet();
                }
                places.release();
              });
    }
    places.acquire(IN_FLIGHT);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (accepted.get() != count) {
      throw new IllegalStateException("Pushy alone: " + accepted.get() + " of " + count);
    }
    return count / seconds;
  }

  @Override
  public void close() {
    client.close().orTimeout(30, TimeUnit.SECONDS).join();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
