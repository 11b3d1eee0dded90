package dev.mob.notify.sender.testing;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.provider.PushAttempt;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider for tests of what lies before providers: it keeps what it was to send. */
public final class Recording implements PushProvider {

  /** Answers an attempt. */
  public interface Script {
    CompletionStage<PushOutcome> answer(PushAttempt attempt);
  }

  private final List<PushAttempt> attempts = new CopyOnWriteArrayList<>();
  private volatile Script script = attempt -> done(PushOutcome.sent());

  public static CompletionStage<PushOutcome> done(PushOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  public void script(Script script) {
    this.script = script;
  }

  public List<PushAttempt> attempts() {
    return attempts;
  }

  public List<String> tokens() {
    return attempts.stream().map(PushAttempt::token).toList();
  }

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
    attempts.add(attempt);
    return script.answer(attempt);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
