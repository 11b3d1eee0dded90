package dev.mob.notify.sender.apns;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.ApnsClientMetricsListener;
import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import com.eatthepath.pushy.apns.PushType;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;
import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.ApnsPushType;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Priority;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.provider.PushAttempt;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushProvider;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * APNs over HTTP/2, by Pushy. One provider serves all bundle ids of an app (a device's own goes
 * before the app's) in production, sandbox or both: a token that one refuses with BadDeviceToken is
 * tried in the other, once, and the registry learns where it belongs.
 *
 * <p>Owns its connections, one pool for each environment, and its network thread; {@link #close}
 * ends them.
 */
public final class ApnsProvider implements PushProvider {
  private final String topic;
  private final ApnsEnvironment first;
  private final Map<ApnsEnvironment, ApnsConnections> connections;
  private final EventLoopGroup threads;

  /** One of {@link #threads}; Pushy's own work for a message begins here without another task. */
  private final EventLoop network;

  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  /** Whether what waits is about to be sent. */
  private final AtomicBoolean handedOver = new AtomicBoolean();

  private final RetryAfterHeaders retryAfter = new RetryAfterHeaders();
  private volatile Encoded last = new Encoded(null, null, null);

  /** The payload that was encoded last: a fan-out sends the same one to every device. */
  private record Encoded(UUID messageId, PushMessage message, String payload) {}

  /** An attempt on its way to the network thread. */
  private record Waiting(
      PushAttempt attempt,
      ApnsEnvironment environment,
      ApnsPushNotification push,
      CompletableFuture<PushOutcome> outcome) {}

  private ApnsProvider(Builder builder) throws SSLException {
    topic = builder.topic;
    first = builder.environments.iterator().next();
    threads = threads();
    network = threads.next();
    connections = new EnumMap<>(ApnsEnvironment.class);
    for (ApnsEnvironment environment : builder.environments) {
      connections.put(
          environment,
          new ApnsConnections(
              listener -> builder.client(environment, threads, listener, retryAfter)));
    }
  }

  /**
   * One thread: it sends more than an outbox gives, and what comes for it in a row it writes in a
   * row. Pushy picks its channels by this class's name, so Netty 4.2's newer group does not serve.
   */
  @SuppressWarnings("deprecation")
  private static EventLoopGroup threads() {
    return new io.netty.channel.nio.NioEventLoopGroup(1);
  }

  /**
   * @param topic the app's bundle id, without a suffix
   */
  public static Builder builder(String topic) {
    return new Builder(topic);
  }

  @Override
  public Platform platform() {
    return Platform.APNS;
  }

  @Override
  public List<Problem> check(PushMessage message) {
    return ApnsRules.check(message);
  }

  @Override
  public CompletionStage<PushOutcome> send(PushAttempt attempt) {
    ApnsEnvironment environment =
        attempt.apnsEnvironment().filter(connections::containsKey).orElse(first);
    Waiting push =
        new Waiting(attempt, environment, notification(attempt), new CompletableFuture<>());
    waiting.add(push);
    if (handedOver.compareAndSet(false, true)) {
      try {
        network.execute(this::sendWaiting);
      } catch (RejectedExecutionException e) {
        forEachWaiting(left -> left.outcome().complete(failed(e)));
      }
    }
    return push.outcome();
  }

  /** Hands to Pushy, on its own thread, all that has come; so its writes share flushes. */
  private void sendWaiting() {
    forEachWaiting(
        push ->
            outcome(push)
                .exceptionally(ApnsProvider::failed)
                .thenAccept(outcome -> push.outcome().complete(outcome)));
  }

  private void forEachWaiting(Consumer<Waiting> action) {
    handedOver.set(false);
    Waiting push;
    while ((push = waiting.poll()) != null) {
      try {
        action.accept(push);
      } catch (RuntimeException e) {
        push.outcome().complete(failed(e));
      }
    }
  }

  private CompletionStage<PushOutcome> outcome(Waiting waiting) {
    PushAttempt attempt = waiting.attempt();
    ApnsEnvironment environment = waiting.environment();
    return send(environment, waiting.push())
        .thenCompose(
            response -> {
              ApnsConnections other = connections.get(environment.other());
              if (other == null || !ApnsVerdict.maybeOtherEnvironment(response)) {
                return CompletableFuture.completedFuture(verdict(response, attempt, environment));
              }
              return send(environment.other(), waiting.push())
                  .thenApply(second -> verdict(second, attempt, environment.other()));
            });
  }

  private CompletionStage<PushNotificationResponse<ApnsPushNotification>> send(
      ApnsEnvironment environment, ApnsPushNotification push) {
    return connections.get(environment).send(push);
  }

  private PushOutcome verdict(
      PushNotificationResponse<?> response, PushAttempt attempt, ApnsEnvironment environment) {
    Optional<Duration> after =
        response.isAccepted() ? Optional.empty() : retryAfter.take(response.getApnsId());
    return ApnsVerdict.of(response, learned(attempt, environment), after);
  }

  private Optional<ApnsEnvironment> learned(PushAttempt attempt, ApnsEnvironment environment) {
    boolean known =
        connections.size() == 1
            || attempt.apnsEnvironment().filter(environment::equals).isPresent();
    return known ? Optional.empty() : Optional.of(environment);
  }

  private static PushOutcome failed(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getMessage();
    return PushOutcome.retryProvider(
        cause.getClass().getSimpleName() + (text == null ? "" : ": " + text));
  }

  private ApnsPushNotification notification(PushAttempt attempt) {
    PushMessage message = attempt.message();
    ApnsPushType type = ApnsPayload.pushType(message);
    String bundleId = attempt.apnsTopic().orElse(topic);
    var content = message.contentFor(Platform.APNS);
    // "The system might consider a background notification with priority 10 an error" (Apple).
    boolean immediate =
        type != ApnsPushType.BACKGROUND
            && content.priority().orElse(Priority.HIGH) == Priority.HIGH;
    // An alert that was sent twice, since nobody knows whether the first attempt arrived, takes its
    // own place; and the device knows what is shown by the message's id.
    String messageId = attempt.messageId().toString();
    return new SimpleApnsPushNotification(
        attempt.token(),
        message.apns().topic().orElse(bundleId + type.topicSuffix()),
        payload(attempt.messageId(), message),
        attempt.timeToLive().isZero() ? null : attempt.expires(),
        immediate ? DeliveryPriority.IMMEDIATE : DeliveryPriority.CONSERVE_POWER,
        PushType.getFromHeaderValue(type.id()),
        content.collapseId().orElse(type == ApnsPushType.ALERT ? messageId : null),
        attempt.deliveryId());
  }

  private String payload(UUID messageId, PushMessage message) {
    Encoded known = last;
    if (known.message == message && messageId.equals(known.messageId)) {
      return known.payload;
    }
    String payload = ApnsPayload.encode(messageId, message);
    last = new Encoded(messageId, message, payload);
    return payload;
  }

  @Override
  public void close() {
    connections.values().forEach(ApnsConnections::close);
    threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final String topic;
    private final Map<ApnsEnvironment, ApnsCredentials> credentials =
        new EnumMap<>(ApnsEnvironment.class);
    private final Map<ApnsEnvironment, String> hosts = new EnumMap<>(ApnsEnvironment.class);
    private final Map<ApnsEnvironment, Integer> ports = new EnumMap<>(ApnsEnvironment.class);
    private Set<ApnsEnvironment> environments = EnumSet.of(ApnsEnvironment.PRODUCTION);
    private List<X509Certificate> trusted = List.of();
    private int connections = 2;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration pingInterval = Duration.ofSeconds(20);

    private Builder(String topic) {
      this.topic = Objects.requireNonNull(topic, "topic");
      hosts.put(ApnsEnvironment.PRODUCTION, ApnsClientBuilder.PRODUCTION_APNS_HOST);
      hosts.put(ApnsEnvironment.SANDBOX, ApnsClientBuilder.DEVELOPMENT_APNS_HOST);
      for (ApnsEnvironment environment : ApnsEnvironment.values()) {
        ports.put(environment, ApnsClientBuilder.DEFAULT_APNS_PORT);
      }
    }

    /** The credentials in every environment. */
    public Builder credentials(ApnsCredentials credentials) {
      for (ApnsEnvironment environment : ApnsEnvironment.values()) {
        this.credentials.put(environment, Objects.requireNonNull(credentials, "credentials"));
      }
      return this;
    }

    /** The credentials in one environment. */
    public Builder credentials(ApnsEnvironment environment, ApnsCredentials credentials) {
      this.credentials.put(environment, Objects.requireNonNull(credentials, "credentials"));
      return this;
    }

    /**
     * Where to send: production alone by default. With both, tokens whose environment is not known
     * are tried in production first.
     */
    public Builder environments(ApnsEnvironment one, ApnsEnvironment... more) {
      environments = Collections.unmodifiableSet(EnumSet.of(one, more));
      return this;
    }

    /** Another server than Apple's: a proxy, a mock. */
    public Builder endpoint(ApnsEnvironment environment, String host, int port) {
      hosts.put(environment, Objects.requireNonNull(host, "host"));
      ports.put(environment, port);
      return this;
    }

    /** Certificates to trust instead of the JDK's. */
    public Builder trust(X509Certificate... certificates) {
      trusted = List.of(certificates);
      return this;
    }

    /** Connections to each environment, 2 by default; each carries about 1,000 requests at once. */
    public Builder connections(int connections) {
      this.connections = connections;
      return this;
    }

    /** How long a connection may take to be made, TLS included; 10 seconds. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * How long a connection may be silent before it is pinged; 20 seconds. An unanswered ping ends
     * it, and with it the attempts on it: they fail at most one and a half intervals later.
     */
    public Builder pingInterval(Duration interval) {
      this.pingInterval = Objects.requireNonNull(interval, "interval");
      return this;
    }

    /**
     * Makes the provider; it connects with the first message.
     *
     * @throws IllegalArgumentException when credentials are missing or unusable
     */
    public ApnsProvider build() {
      for (ApnsEnvironment environment : environments) {
        if (!credentials.containsKey(environment)) {
          throw new IllegalArgumentException(
              "no APNs credentials for "
                  + environment.id()
                  + ": give a signing key or a certificate");
        }
      }
      try {
        return new ApnsProvider(this);
      } catch (SSLException e) {
        throw new IllegalArgumentException("the APNs credentials cannot be used: " + e, e);
      }
    }

    private ApnsClient client(
        ApnsEnvironment environment,
        EventLoopGroup threads,
        ApnsClientMetricsListener listener,
        RetryAfterHeaders retryAfter)
        throws SSLException {
      ApnsClientBuilder client =
          new ApnsClientBuilder()
              .setApnsServer(hosts.get(environment), ports.get(environment))
              .setEventLoopGroup(threads)
              .setMetricsListener(listener)
              .setFrameLogger(retryAfter)
              .setConcurrentConnections(connections)
              .setConnectionTimeout(connectTimeout)
              .setIdlePingInterval(pingInterval)
              // What is under way on a dead connection waits for this too before it fails.
              .setGracefulShutdownTimeout(Duration.ofSeconds(2));
      if (!trusted.isEmpty()) {
        client.setTrustedServerCertificateChain(trusted.toArray(X509Certificate[]::new));
      }
      ApnsCredentials own = credentials.get(environment);
      if (own instanceof ApnsCredentials.SigningKey signing) {
        client.setSigningKey(signing.key());
      } else {
        ApnsCredentials.Certificate certificate = (ApnsCredentials.Certificate) own;
        client.setClientCredentials(certificate.certificate(), certificate.key(), null);
      }
      return client.build();
    }
  }
}
