package dev.mob.benchmarks.push;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.provider.PushAttempt;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A platform that accepts at once: what is left is the sender's own work. */
final class AcceptingProvider implements PushProvider {
  @Override
  public Platform platform() {
    return Platform.LOCAL;
  }

  @Override
  public List<Problem> check(PushMessage message) {
    return List.of();
  }

  @Override
  public CompletionStage<PushOutcome> send(PushAttempt attempt) {
    return CompletableFuture.completedFuture(PushOutcome.sent());
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
