package dev.mob.notify.sender.webpush;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The beginning of an answer's body as text. The answer comes from a server that a client named,
 * and may be without end: when enough has come, the rest is not read.
 */
final class FirstBytes implements BodySubscriber<String> {
  private final byte[] kept;
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private int length;

  private FirstBytes(int limit) {
    this.kept = new byte[limit];
  }

  /** Keeps up to {@code limit} bytes. */
  static BodyHandler<String> of(int limit) {
    return response -> new FirstBytes(limit);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int taken = Math.min(buffer.remaining(), kept.length - length);
      buffer.get(kept, length, taken);
      length += taken;
    }
    if (length == kept.length) {
      subscription.cancel();
      onComplete();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    text.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    text.complete(new String(kept, 0, length, StandardCharsets.UTF_8));
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }
}
