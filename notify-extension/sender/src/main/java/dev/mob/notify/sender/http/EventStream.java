package dev.mob.notify.sender.http;

import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.PushListener;
import dev.mob.notify.sender.internal.message.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Server-sent events of one app to one client. A client that reads too slowly loses events and is
 * told how many, so that it never holds up sending.
 */
final class EventStream implements PushListener {
  private final String app;
  private final Channel channel;
  private final AtomicLong lost = new AtomicLong();

  EventStream(String app, Channel channel) {
    this.app = app;
    this.channel = channel;
  }

  @Override
  public void attempted(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      if (attempt.app().equals(app)) {
        event("attempt", Json.object(json -> ApiJson.write(json, attempt)));
      }
    }
  }

  @Override
  public void reported(Report report) {
    if (report.app().equals(app)) {
      event("report", Json.object(json -> ApiJson.write(json, report)));
    }
  }

  @Override
  public void tokenInvalidated(String invalidated, DeviceToken token, String reason) {
    if (invalidated.equals(app)) {
      event(
          "token-invalidated",
          Json.object(
              json -> {
                json.name("platform").value(token.platform().id());
                json.name("token").value(token.value());
                json.name("reason").value(reason);
              }));
    }
  }

  @Override
  public void alarm(String alarmed, Platform platform, String reason) {
    if (alarmed.equals(app)) {
      event(
          "alarm",
          Json.object(
              json -> {
                json.name("platform").value(platform.id());
                json.name("reason").value(reason);
              }));
    }
  }

  private void event(String name, String data) {
    if (!channel.isWritable()) {
      lost.incrementAndGet();
      return;
    }
    long missed = lost.getAndSet(0);
    String before = missed == 0 ? "" : "event: lost\ndata: {\"events\":" + missed + "}\n\n";
    write(before + "event: " + name + "\ndata: " + data + "\n\n");
  }

  /** A comment, which keeps proxies from closing a silent stream. */
  void ping() {
    write(": \n\n");
  }

  private void write(String text) {
    channel.writeAndFlush(
        new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
  }
}
