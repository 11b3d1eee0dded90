package dev.mob.benchmarks.push;

import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.PushApp;
import dev.mob.notify.sender.PushListener;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.PushSender;
import dev.mob.notify.sender.PushService;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.SendRequest;
import dev.mob.notify.sender.apns.ApnsCredentials;
import dev.mob.notify.sender.apns.ApnsProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The whole path of messages that lie in the outbox, each another one to another device: claimed,
 * sent, accepted by the server, and written as done.
 */
final class OutboxToApns implements AutoCloseable, PushListener {
  private final PushService service;
  private final PushSender sender;
  private volatile CountDownLatch left = new CountDownLatch(0);

  OutboxToApns(Path folder, int port, Certificate certificate, ApnsSigningKey key) {
    ApnsProvider provider =
        ApnsProvider.builder("com.example.game")
            .credentials(new ApnsCredentials.SigningKey(key))
            .endpoint(ApnsEnvironment.PRODUCTION, "127.0.0.1", port)
            .trust(certificate.certificate())
            .connections(2)
            .build();
    service =
        PushService.builder(folder.resolve("apns.db"))
            .app(PushApp.named("game").provider(provider).build())
            .listener(this)
            .open();
    sender = service.sender("game");
  }

  @Override
  public void attempted(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      if (attempt.state() == DeliveryState.SENT) {
        left.countDown();
      }
    }
  }

  double send(int count) throws InterruptedException {
    sender.pause();
    Enqueue.enqueue(sender, count, i -> Recipient.token(DeviceToken.apns(token(i))));
    left = new CountDownLatch(count);
    long begun = System.nanoTime();
    sender.resume();
    left.await();
    return count / ((System.nanoTime() - begun) / 1e9);
  }

  static String token(int number) {
    return String.format("%064x", number);
  }

  static SendRequest request(int number, Recipient to) {
    return SendRequest.of(
        PushMessage.builder()
            .content(
                c ->
                    c.title("Your turn")
                        .body("Ada has moved, game " + number)
                        .data("game", Integer.toString(number)))
            .build(),
        to);
  }

  @Override
  public void close() {
    service.close();
  }
}
