package dev.mob.notify.sender.http;

import dev.mob.notify.sender.PushService;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: who calls, and what for. Requests of a connection are answered in their order.
 */
final class HttpCalls extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(HttpCalls.class);

  private final PushService service;
  private final Api api;
  private final ApiKeys keys;
  private final Executor threads;
  private final Queue<FullHttpRequest> pipelined = new ArrayDeque<>();
  private EventStream stream;
  private boolean busy;

  HttpCalls(PushService service, Api api, ApiKeys keys, Executor threads) {
    this.service = service;
    this.api = api;
    this.keys = keys;
    this.threads = threads;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (busy) {
      pipelined.add(request.retain());
    } else {
      answer(context, request);
    }
  }

  private void answered(ChannelHandlerContext context) {
    busy = false;
    while (!busy && !pipelined.isEmpty()) {
      FullHttpRequest next = pipelined.remove();
      try {
        answer(context, next);
      } finally {
        next.release();
      }
    }
    context.channel().config().setAutoRead(!busy);
  }

  private void answer(ChannelHandlerContext context, FullHttpRequest request) {
    if (!request.decoderResult().isSuccess()) {
      reply(context, Reply.problem(400, "this is not HTTP"));
      return;
    }
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    String rawPath = uri.rawPath();
    if (rawPath.equals("/openapi.json")) {
      reply(context, description());
      return;
    }
    if (rawPath.equals("/healthz")) {
      reply(context, Reply.json(200, json -> json.name("status").value("ok")));
      return;
    }
    List<String> path = segments(rawPath);
    if (path.size() < 4 || !path.get(0).equals("v1") || !path.get(1).equals("apps")) {
      reply(context, Reply.problem(404, "paths begin with /v1/apps/APP/; see /openapi.json"));
      return;
    }
    String app = path.get(2);
    Optional<ApiKeys.ApiKey> caller = caller(request);
    if (caller.isEmpty()) {
      reply(
          context,
          Reply.problem(
              401,
              request.headers().contains(HttpHeaderNames.AUTHORIZATION)
                  ? "the key in the Authorization header is not known here, or is no Bearer key"
                  : "an 'Authorization: Bearer' header with a key is needed"));
      return;
    }
    if (!caller.get().apps().contains(app) || !service.apps().contains(app)) {
      reply(context, Reply.problem(403, "this key is not for the app '" + app + "'"));
      return;
    }
    List<String> rest = path.subList(3, path.size());
    if (request.method().name().equals("GET") && rest.equals(List.of("events"))) {
      openStream(context, app);
      return;
    }
    call(
        context,
        new Api.Call(
            request.method().name(),
            service.sender(app),
            rest,
            uri,
            request.content().toString(StandardCharsets.UTF_8)));
  }

  private void call(ChannelHandlerContext context, Api.Call call) {
    // No further request is read from this connection until this one is answered.
    busy = true;
    context.channel().config().setAutoRead(false);
    try {
      threads.execute(
          () -> {
            Reply reply = api.answer(call);
            context
                .executor()
                .execute(
                    () -> {
                      reply(context, reply);
                      answered(context);
                    });
          });
    } catch (RejectedExecutionException e) {
      busy = false;
      context.channel().config().setAutoRead(true);
      reply(context, Reply.problem(503, "too many calls at once; call again later"));
    }
  }

  private Optional<ApiKeys.ApiKey> caller(FullHttpRequest request) {
    String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.empty();
    }
    return keys.find(header.substring(7).trim());
  }

  private static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.substring(1).split("/")).map(HttpCalls::decode).toList();
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  private void openStream(ChannelHandlerContext context, String app) {
    DefaultHttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    HttpUtil.setTransferEncodingChunked(response, true);
    context.writeAndFlush(response);
    stream = new EventStream(app, context.channel());
    service.addListener(stream);
    stream.ping();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    if (stream != null) {
      service.removeListener(stream);
    }
    pipelined.forEach(FullHttpRequest::release);
    pipelined.clear();
    super.channelInactive(context);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      if (stream == null) {
        context.close();
      } else {
        stream.ping();
      }
    } else {
      super.userEventTriggered(context, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("a connection to the push API failed", cause);
    context.close();
  }

  private static void reply(ChannelHandlerContext context, Reply reply) {
    context.writeAndFlush(response(reply));
  }

  static FullHttpResponse response(Reply reply) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    if (reply.status() == 401) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (reply.status() == 503) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    HttpUtil.setContentLength(response, response.content().readableBytes());
    return response;
  }

  private static Reply description() {
    try (InputStream in = HttpCalls.class.getResourceAsStream("openapi.json")) {
      return new Reply(
          200, "application/json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read openapi.json from the jar", e);
    }
  }
}
