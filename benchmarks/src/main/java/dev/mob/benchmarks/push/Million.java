package dev.mob.benchmarks.push;

import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.MessageState;
import dev.mob.notify.sender.MessageStatus;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.PushApp;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.PushSender;
import dev.mob.notify.sender.PushService;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.Registration;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One message to a topic with a million devices: registered, queued, sent, done. */
final class Million implements AutoCloseable {
  private static final Set<String> TOPIC = Set.of("everybody");

  private final PushService service;
  private final PushSender sender;

  Million(Path folder) {
    service =
        PushService.builder(folder.resolve("million.db"))
            .app(PushApp.named("game").provider(new AcceptingProvider()).build())
            .open();
    sender = service.sender("game");
  }

  void run(int devices) throws InterruptedException {
    long begun = System.nanoTime();
    CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < devices; i++) {
      last =
          sender
              .devices()
              .registerAsync(
                  Registration.of(new DeviceToken(Platform.LOCAL, OutboxToApns.token(i)))
                      .topics(TOPIC)
                      .build());
    }
    last.join();
    double registered = seconds(begun);

    begun = System.nanoTime();
    UUID message =
        sender.send(PushMessage.of("Hello", "everybody"), Recipient.topic("everybody")).id();
    MessageStatus status = await(message, MessageState.SENDING);
    double queued = seconds(begun);
    status = await(message, MessageState.DONE);
    double done = seconds(begun);
    if (status.sent() != devices) {
      throw new IllegalStateException("sent " + status.sent() + " of " + devices);
    }
    System.out.printf(
        Locale.ROOT,
        "%nfan-out of one message to %,d devices%n"
            + "  registered %,.0f /s; all queued after %.1f s; all sent and done after %.1f s"
            + " (%,.0f /s)%n",
        devices,
        devices / registered,
        queued,
        done,
        devices / done);
  }

  private MessageStatus await(UUID message, MessageState state) throws InterruptedException {
    while (true) {
      MessageStatus status = sender.status(message).orElseThrow();
      if (status.state().compareTo(state) >= 0) {
        return status;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  @Override
  public void close() {
    service.close();
  }
}
