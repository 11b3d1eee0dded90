package dev.mob.notify.sender.apns;

import dev.mob.notify.sender.internal.http.RetryAfter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.logging.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How long APNs asks to wait. Pushy's answer has no headers but {@code apns-id}; what it calls a
 * frame logger, though, is shown each frame before Pushy itself gets it. What is kept of a refusal
 * under its {@code apns-id} is taken out when its verdict is reached, on the same network thread;
 * of connections that broke in between, the oldest are forgotten.
 */
final class RetryAfterHeaders extends Http2FrameLogger {
  private static final int KEPT = 10_000;

  private final Map<UUID, Duration> waits =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Duration> eldest) {
          return size() > KEPT;
        }
      };

  RetryAfterHeaders() {
    super(LogLevel.TRACE, RetryAfterHeaders.class);
  }

  @Override
  public void logHeaders(
      Direction direction,
      ChannelHandlerContext context,
      int stream,
      Http2Headers headers,
      int padding,
      boolean endOfStream) {
    super.logHeaders(direction, context, stream, headers, padding, endOfStream);
    read(direction, headers);
  }

  @Override
  public void logHeaders(
      Direction direction,
      ChannelHandlerContext context,
      int stream,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endOfStream) {
    super.logHeaders(
        direction, context, stream, headers, dependency, weight, exclusive, padding, endOfStream);
    read(direction, headers);
  }

  private void read(Direction direction, Http2Headers headers) {
    if (direction != Direction.INBOUND) {
      return;
    }
    CharSequence wait = headers.get("retry-after");
    CharSequence id = headers.get("apns-id");
    if (wait == null || id == null) {
      return;
    }
    UUID push;
    try {
      push = UUID.fromString(id.toString());
    } catch (IllegalArgumentException e) {
      return; // Pushy does not take it for an id either.
    }
    // Against the wall's clock only if the header has a date, as RFC 9110 allows.
    RetryAfter.parse(wait.toString(), Instant.now()).ifPresent(after -> keep(push, after));
  }

  private synchronized void keep(UUID push, Duration wait) {
    waits.put(push, wait);
  }

  /** What was asked with the refusal of this push, once. */
  synchronized Optional<Duration> take(UUID push) {
    return Optional.ofNullable(waits.remove(push));
  }
}
