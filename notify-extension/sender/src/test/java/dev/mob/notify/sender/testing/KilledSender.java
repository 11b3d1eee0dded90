package dev.mob.notify.sender.testing;

import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import dev.mob.notify.sender.Accepted;
import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.MessageState;
import dev.mob.notify.sender.PushApp;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.PushSender;
import dev.mob.notify.sender.PushService;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.SendRequest;
import dev.mob.notify.sender.apns.ApnsCredentials;
import dev.mob.notify.sender.apns.ApnsProvider;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A sender in a process of its own, to be killed. It sends message n to token n under the key n,
 * and after each acceptance appends the token to a log. Begun again, it goes on after what the log
 * has.
 */
public final class KilledSender {
  private static final int BATCH = 200;

  private KilledSender() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int messages = Integer.parseInt(arguments[2]);
    boolean drain = Boolean.parseBoolean(arguments[3]);
    ApnsSigningKey key = MockApns.signingKey();
    ApnsProvider provider =
        ApnsProvider.builder("com.example.game")
            .credentials(new ApnsCredentials.SigningKey(key))
            .endpoint(ApnsEnvironment.PRODUCTION, "127.0.0.1", port)
            .trust(TestCertificates.of("apns").certificate())
            .connections(1)
            .build();
    try (PushService service =
        PushService.builder(folder.resolve("outbox.db"))
            .app(PushApp.named("game").provider(provider).build())
            .open()) {
      PushSender sender = service.sender("game");
      System.out.println("started");
      accept(sender, folder.resolve("accepted.log"), messages);
      if (drain) {
        awaitDone(sender);
        System.out.println("drained");
      } else {
        TimeUnit.MINUTES.sleep(5); // until it is killed
      }
    }
  }

  private static void accept(PushSender sender, Path log, int messages) throws IOException {
    // A token that was accepted but not logged is sent again under its key: no new message.
    int next = Files.exists(log) ? (int) (Files.size(log) / 65) : 0;
    try (FileOutputStream out = new FileOutputStream(log.toFile(), true)) {
      long torn = Files.size(log) % 65;
      if (torn > 0) {
        out.getChannel().truncate(Files.size(log) - torn);
      }
      PushMessage message = PushMessage.of("Hello", "there");
      while (next < messages) {
        StringBuilder lines = new StringBuilder();
        List<CompletableFuture<Accepted>> accepted = new ArrayList<>();
        for (int end = Math.min(messages, next + BATCH); next < end; next++) {
          String token = String.format("%064x", next);
          Recipient to = Recipient.token(DeviceToken.apns(token));
          accepted.add(sender.sendAsync(SendRequest.of(message, to).withKey("n" + next)));
          lines.append(token).append('\n');
        }
        CompletableFuture.allOf(accepted.toArray(CompletableFuture[]::new)).join();
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static void awaitDone(PushSender sender) throws InterruptedException {
    Optional<UUID> before = Optional.empty();
    while (true) {
      var page = sender.messages(before, 1_000);
      if (page.isEmpty()) {
        return;
      }
      if (List.copyOf(page).stream().allMatch(m -> m.state() == MessageState.DONE)) {
        before = Optional.of(page.get(page.size() - 1).id());
      } else {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
