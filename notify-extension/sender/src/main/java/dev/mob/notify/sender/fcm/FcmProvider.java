package dev.mob.notify.sender.fcm;

import com.google.auth.oauth2.GoogleCredentials;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.provider.PushAttempt;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;

/**
 * FCM's HTTP v1 by the Firebase Admin SDK, over HTTP/2. Owns its connections and threads; {@link
 * #close} ends them.
 */
public final class FcmProvider implements PushProvider {
  private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

  private final FcmSender sender;

  FcmProvider(FcmSender sender) {
    this.sender = sender;
  }

  /**
   * @param projectId the Firebase project's id
   */
  public static Builder builder(String projectId) {
    return new Builder(projectId);
  }

  @Override
  public Platform platform() {
    return Platform.FCM;
  }

  @Override
  public List<Problem> check(PushMessage message) {
    return FcmRules.check(message);
  }

  @Override
  public CompletionStage<PushOutcome> send(PushAttempt attempt) {
    return sender.send(FcmMessage.of(attempt));
  }

  @Override
  public void close() {
    sender.close();
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final String projectId;
    private Optional<Path> serviceAccount = Optional.empty();
    private Optional<GoogleCredentials> credentials = Optional.empty();
    private Optional<URI> endpoint = Optional.empty();
    private Optional<SSLContext> tls = Optional.empty();
    private int threads = 64;
    private Duration timeout = Duration.ofSeconds(30);

    private Builder(String projectId) {
      this.projectId = Objects.requireNonNull(projectId, "projectId");
    }

    /** A service account's key file (JSON) as the Firebase console hands it out. */
    public Builder serviceAccount(Path json) {
      serviceAccount = Optional.of(json);
      return this;
    }

    /** Credentials from elsewhere, with the messaging scope. */
    public Builder credentials(GoogleCredentials credentials) {
      this.credentials = Optional.of(credentials);
      return this;
    }

    /** Another server than Google's, called with the same paths: a proxy, a mock. */
    public Builder endpoint(URI endpoint) {
      this.endpoint = Optional.of(endpoint);
      return this;
    }

    /** The TLS context, for another server than Google's. */
    public Builder tls(SSLContext tls) {
      this.tls = Optional.of(tls);
      return this;
    }

    /** Requests under way at once, each on a thread; 64. */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /** How long an answer may take; 30 seconds. */
    public Builder timeout(Duration timeout) {
      this.timeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * Makes the provider; it connects with the first message.
     *
     * @throws IllegalArgumentException when credentials are missing or unreadable
     */
    public FcmProvider build() {
      HttpClient.Builder client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_2)
              .connectTimeout(Duration.ofSeconds(10));
      tls.ifPresent(client::sslContext);
      JdkHttpTransport transport = new JdkHttpTransport(client.build(), this::address, timeout);
      return new FcmProvider(
          new AdminSdkSender(projectId, credentials(transport), transport, threads));
    }

    private URI address(URI uri) {
      if (endpoint.isEmpty()) {
        return uri;
      }
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return endpoint.get().resolve(uri.getRawPath() + query);
    }

    private GoogleCredentials credentials(JdkHttpTransport transport) {
      if (credentials.isPresent()) {
        return credentials.get();
      }
      Path file =
          serviceAccount.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "no credentials for the Firebase project "
                          + projectId
                          + ": give a service account's key file"));
      try (InputStream in = Files.newInputStream(file)) {
        return GoogleCredentials.fromStream(in, () -> transport).createScoped(SCOPE);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            file + " is not a service account's key file (JSON from the Firebase console): " + e,
            e);
      }
    }
  }
}
