package dev.mob.notify.sender.webpush;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Priority;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushContent;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.WebPushKeys;
import dev.mob.notify.sender.WebPushOptions.Urgency;
import dev.mob.notify.sender.internal.http.RetryAfter;
import dev.mob.notify.sender.internal.message.Envelope;
import dev.mob.notify.sender.internal.message.Json;
import dev.mob.notify.sender.provider.PushAttempt;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushOutcome.Scope;
import dev.mob.notify.sender.provider.PushProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * Web Push (RFC 8030) with message encryption (RFC 8291) and VAPID (RFC 8292), on the JDK alone. It
 * reaches browsers and UnifiedPush distributors. The message is the envelope as a JSON object.
 *
 * <p>Endpoints belong to many push services, so trouble with one is retried for that device alone
 * and never stops the others.
 */
public final class WebPushProvider implements PushProvider {
  private static final UUID ANY_ID = new UUID(0, 0);

  /** What every push service takes (RFC 8030, section 7.2), less what encryption adds. */
  private static final int LIMIT = 4096 - MessageEncryption.OVERHEAD;

  private final VapidTokens tokens;
  private final MessageEncryption encryption = new MessageEncryption();
  private final Predicate<URI> allowed;
  private final Duration timeout;
  private final HttpClient client;
  private final ExecutorService threads;

  private WebPushProvider(Builder builder) {
    tokens = new VapidTokens(builder.keys, builder.subject, builder.clock);
    allowed = builder.allowed;
    timeout = builder.timeout;
    // Each message costs a key pair and a key agreement; as many threads as can compute.
    int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    threads =
        Executors.newFixedThreadPool(
            processors,
            task -> {
              Thread thread = new Thread(task, "push-web");
              thread.setDaemon(true);
              return thread;
            });
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10));
    builder.tls.ifPresent(http::sslContext);
    client = http.build();
  }

  /**
   * @param keys the application server's key pair
   * @param subject a {@code mailto:} or {@code https:} URI by which push services can reach you
   */
  public static Builder builder(VapidKeys keys, String subject) {
    return new Builder(keys, subject);
  }

  @Override
  public Platform platform() {
    return Platform.WEB_PUSH;
  }

  @Override
  public List<Problem> check(PushMessage message) {
    int size = payload(ANY_ID, message).getBytes(StandardCharsets.UTF_8).length;
    return size <= LIMIT
        ? List.of()
        : List.of(
            new Problem(
                "message",
                "takes "
                    + size
                    + " bytes on Web Push, "
                    + LIMIT
                    + " at most: shorten the body or the data, or send an id to fetch the rest"
                    + " by"));
  }

  @Override
  public CompletionStage<PushOutcome> send(PushAttempt attempt) {
    try {
      return CompletableFuture.supplyAsync(() -> request(attempt), threads)
          .thenCompose(request -> client.sendAsync(request, FirstBytes.of(1_000)))
          .thenApply(response -> verdict(response, Instant.now()))
          .exceptionally(WebPushProvider::failed);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(PushOutcome.retryDevice("the provider is closed"));
    }
  }

  /** A device that can never be sent to. */
  private static final class Unusable extends RuntimeException {
    private Unusable(String message) {
      super(message);
    }
  }

  private HttpRequest request(PushAttempt attempt) {
    PushMessage message = attempt.message();
    PushContent content = message.contentFor(Platform.WEB_PUSH);
    URI endpoint;
    byte[] body;
    String authorization;
    try {
      endpoint = URI.create(attempt.token());
      WebPushKeys keys =
          attempt.webPushKeys().orElseThrow(() -> new IllegalArgumentException("no keys"));
      body =
          encryption.encrypt(
              payload(attempt.messageId(), message).getBytes(StandardCharsets.UTF_8),
              Base64.getUrlDecoder().decode(keys.p256dh()),
              Base64.getUrlDecoder().decode(keys.auth()));
      authorization = tokens.header(endpoint);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new Unusable("the subscription is unusable: " + e.getMessage());
    }
    if (!allowed.test(endpoint)) {
      throw new Unusable("the endpoint " + VapidTokens.origin(endpoint) + " is not allowed");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(timeout)
            .header("authorization", authorization)
            .header("content-encoding", "aes128gcm")
            .header("content-type", "application/octet-stream")
            .header("ttl", Long.toString(attempt.timeToLive().toSeconds()))
            .header("urgency", urgency(message, content).id())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    content.collapseId().ifPresent(id -> request.header("topic", topic(id)));
    return request.build();
  }

  static String payload(UUID messageId, PushMessage message) {
    Map<String, String> data = Envelope.data(messageId, message.contentFor(Platform.WEB_PUSH));
    message.webPush().url().ifPresent(url -> data.put("mob_url", url));
    return Json.object(
        json -> {
          for (Map.Entry<String, String> entry : data.entrySet()) {
            json.name(entry.getKey()).value(entry.getValue());
          }
        });
  }

  private static Urgency urgency(PushMessage message, PushContent content) {
    return message
        .webPush()
        .urgency()
        .orElseGet(
            () ->
                switch (content.priority().orElse(Priority.HIGH)) {
                  case HIGH -> Urgency.HIGH;
                  case NORMAL -> Urgency.NORMAL;
                  case LOW -> Urgency.LOW;
                });
  }

  /**
   * At most 32 characters of base64url (RFC 8030, section 5.4): what is not so becomes a digest.
   */
  static String topic(String collapseId) {
    if (collapseId.matches("[A-Za-z0-9_-]{1,32}")) {
      return collapseId;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(collapseId.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static PushOutcome verdict(HttpResponse<String> response, Instant now) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new PushOutcome.Sent(response.headers().firstValue("location"), Optional.empty());
    }
    String reason = "HTTP " + status;
    if (status == 404 || status == 410) {
      return new PushOutcome.InvalidToken(reason, Optional.empty());
    }
    if (status == 429 || status >= 500) {
      Optional<Duration> after =
          response.headers().firstValue("retry-after").flatMap(h -> RetryAfter.parse(h, now));
      return new PushOutcome.Retry(reason, after, Scope.DEVICE);
    }
    String said = response.body().strip();
    return new PushOutcome.Refused(
        said.isEmpty() ? reason : reason + ": " + said.substring(0, Math.min(200, said.length())));
  }

  private static PushOutcome failed(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Unusable) {
      return new PushOutcome.Refused(cause.getMessage());
    }
    String text = cause.getMessage();
    return PushOutcome.retryDevice(
        cause.getClass().getSimpleName() + (text == null ? "" : ": " + text));
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final VapidKeys keys;
    private final String subject;
    private Predicate<URI> allowed = Endpoints.publicHttps();
    private Duration timeout = Duration.ofSeconds(30);
    private Optional<SSLContext> tls = Optional.empty();
    private InstantSource clock = InstantSource.system();

    private Builder(VapidKeys keys, String subject) {
      this.keys = Objects.requireNonNull(keys, "keys");
      if (!subject.startsWith("mailto:") && !subject.startsWith("https:")) {
        throw new IllegalArgumentException(
            "the VAPID subject '" + subject + "' must be a mailto: or https: URI");
      }
      this.subject = subject;
    }

    /** Which endpoints may be called; {@link Endpoints#publicHttps} unless said otherwise. */
    public Builder allow(Predicate<URI> allowed) {
      this.allowed = Objects.requireNonNull(allowed, "allowed");
      return this;
    }

    /** How long an answer may take; 30 seconds. */
    public Builder timeout(Duration timeout) {
      this.timeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /** The TLS context, for push services with certificates of their own. */
    public Builder tls(SSLContext tls) {
      this.tls = Optional.of(tls);
      return this;
    }

    /** The wall clock, for the tokens' expiry. */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Makes the provider; it connects with the first message.
     *
     * @throws IllegalArgumentException when the keys are unusable
     */
    public WebPushProvider build() {
      return new WebPushProvider(this);
    }
  }
}
