package dev.mob.benchmarks.push;

import dev.mob.notify.sender.Accepted;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.PushApp;
import dev.mob.notify.sender.PushSender;
import dev.mob.notify.sender.PushService;
import dev.mob.notify.sender.Recipient;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Acceptance alone: checked, encoded, on disk with its delivery; nothing is sent meanwhile. */
final class Enqueue implements AutoCloseable {
  private final PushService service;
  private final PushSender sender;

  Enqueue(Path folder) {
    service =
        PushService.builder(folder.resolve("enqueue.db"))
            .app(PushApp.named("game").provider(new AcceptingProvider()).build())
            .open();
    sender = service.sender("game");
    sender.pause();
  }

  double send(int count) {
    long begun = System.nanoTime();
    enqueue(
        sender,
        count,
        i -> Recipient.token(new DeviceToken(Platform.LOCAL, OutboxToApns.token(i))));
    return count / ((System.nanoTime() - begun) / 1e9);
  }

  static void enqueue(PushSender sender, int count, IntFunction<Recipient> to) {
    CompletableFuture<Accepted> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < count; i++) {
      last = sender.sendAsync(OutboxToApns.request(i, to.apply(i)));
    }
    last.join(); // Requests of one thread are put on disk in their order.
  }

  @Override
  public void close() {
    service.close();
  }
}
