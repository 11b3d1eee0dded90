package dev.mob.notify.sender.testing;

import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.MockApnsServerListener;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.apns.ApnsCredentials;
import dev.mob.notify.sender.apns.ApnsProvider;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http2.Http2Headers;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Pushy's mock APNs server, over TLS and HTTP/2 on a loopback port, with a scripted answer. */
public final class MockApns implements AutoCloseable {
  private static final System.Logger log = System.getLogger(MockApns.class.getName());

  /** Decides about a push; returning accepts it. */
  public interface Script {
    void handle(Received push) throws RejectedNotificationException;
  }

  /** A push as it came over the wire. */
  public record Received(
      String token,
      String topic,
      String id,
      String pushType,
      String priority,
      String expiration,
      String collapseId,
      String authorization,
      String payload) {
    public JsonObject json() {
      return JsonParser.parseString(payload).getAsJsonObject();
    }

    public String mobId() {
      return json().get("mob_id").getAsString();
    }
  }

  private final TestCertificates certificates;
  private final MockApnsServer server;
  private final EventLoopGroup threads = threads();
  private final int port;
  private final Queue<Received> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<Received> seen = new ConcurrentLinkedQueue<>();
  private volatile Script script = push -> {};
  private volatile Consumer<Received> onAccepted = accepted::add;

  private MockApns(TestCertificates certificates, int port, boolean trustClients) {
    this.certificates = certificates;
    this.port = port;
    try {
      MockApnsServerBuilder builder =
          new MockApnsServerBuilder()
              .setServerCredentials(
                  new java.security.cert.X509Certificate[] {certificates.certificate()},
                  certificates.key(),
                  null)
              .setEventLoopGroup(threads)
              .setHandlerFactory(session -> handler())
              .setListener(new Listening());
      if (trustClients) {
        builder.setTrustedServerCertificateChain(certificates.certificate());
      }
      server = builder.build();
      server.start(port).join();
    } catch (javax.net.ssl.SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("deprecation")
  private static EventLoopGroup threads() {
    return new io.netty.channel.nio.NioEventLoopGroup(1);
  }

  public static MockApns start(TestCertificates certificates) {
    return start(certificates, freePort());
  }

  public static MockApns start(TestCertificates certificates, int port) {
    return new MockApns(certificates, port, false);
  }

  /** One that asks clients for their certificate and trusts the server's own. */
  public static MockApns startForCertificates(TestCertificates certificates) {
    return new MockApns(certificates, freePort(), true);
  }

  private PushNotificationHandler handler() {
    return (headers, payload) -> {
      Received push = received(headers, payload);
      seen.add(push);
      script.handle(push);
    };
  }

  private final class Listening implements MockApnsServerListener {
    @Override
    public void handlePushNotificationAccepted(Http2Headers headers, ByteBuf payload) {
      onAccepted.accept(received(headers, payload));
    }

    @Override
    public void handlePushNotificationRejected(
        Http2Headers headers, ByteBuf payload, RejectionReason reason, Instant timestamp) {
      // The script knows.
    }
  }

  private static Received received(Http2Headers headers, ByteBuf payload) {
    String path = text(headers, ":path");
    return new Received(
        path.substring(path.lastIndexOf('/') + 1),
        text(headers, "apns-topic"),
        text(headers, "apns-id"),
        text(headers, "apns-push-type"),
        text(headers, "apns-priority"),
        text(headers, "apns-expiration"),
        text(headers, "apns-collapse-id"),
        text(headers, "authorization"),
        payload == null ? "" : payload.toString(StandardCharsets.UTF_8));
  }

  private static String text(Http2Headers headers, String name) {
    CharSequence value = headers.get(name);
    return value == null ? null : value.toString();
  }

  public void script(Script script) {
    this.script = script;
  }

  public void onAccepted(Consumer<Received> consumer) {
    this.onAccepted = consumer;
  }

  /** Pushes that were accepted so far, in their order; unless {@link #onAccepted} gets them. */
  public List<Received> accepted() {
    return List.copyOf(accepted);
  }

  /** Pushes that came so far, accepted or not, in their order. */
  public List<Received> seen() {
    return List.copyOf(seen);
  }

  public int port() {
    return port;
  }

  /** A provider that sends here with a signing key of its own. */
  public ApnsProvider.Builder provider(String topic) {
    return ApnsProvider.builder(topic)
        .credentials(new ApnsCredentials.SigningKey(signingKey()))
        .endpoint(ApnsEnvironment.PRODUCTION, "127.0.0.1", port)
        .trust(certificates.certificate())
        .connections(1)
        .connectTimeout(Duration.ofSeconds(5));
  }

  public static ApnsSigningKey signingKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new ApnsSigningKey(
          "KEYIDKEYID", "TEAMIDTEAM", (ECPrivateKey) generator.generateKeyPair().getPrivate());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The connections that clients have open; the server gives no other way to them. */
  public List<Channel> connections() {
    try {
      Field field = server.getClass().getSuperclass().getDeclaredField("allChannels");
      field.setAccessible(true);
      return ((ChannelGroup) field.get(server))
          .stream()
              .filter(channel -> channel.remoteAddress() instanceof InetSocketAddress)
              .toList();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port of the loopback interface that nobody listens on now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.shutdown().get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Pushy waits for ever for a connection that a test has broken; its thread ends below.
      log.log(System.Logger.Level.DEBUG, "the mock server did not end by itself", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
