package dev.mob.notify.sender.fcm;

import com.google.firebase.ErrorCode;
import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import dev.mob.notify.sender.internal.http.RetryAfter;
import dev.mob.notify.sender.provider.PushOutcome;
import dev.mob.notify.sender.provider.PushOutcome.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an error of FCM means (Firebase, "FCM error codes"). */
final class FcmVerdict {
  private FcmVerdict() {}

  static PushOutcome of(FirebaseMessagingException error, Instant now) {
    MessagingErrorCode code = error.getMessagingErrorCode();
    if (code != null) {
      return switch (code) {
        case UNREGISTERED, SENDER_ID_MISMATCH ->
            new PushOutcome.InvalidToken(code.name(), Optional.empty());
        case THIRD_PARTY_AUTH_ERROR -> new PushOutcome.Halt(code.name());
        case QUOTA_EXCEEDED, UNAVAILABLE, INTERNAL -> retry(code.name(), error, now);
        case INVALID_ARGUMENT -> invalidArgument(error);
      };
    }
    ErrorCode general = error.getErrorCode();
    if (error.getHttpResponse() == null) {
      return PushOutcome.retryProvider(describe(error));
    }
    int status = status(error.getHttpResponse());
    if (status == 401 || general == ErrorCode.UNAUTHENTICATED) {
      return new PushOutcome.Halt("UNAUTHENTICATED");
    }
    if (status == 403) {
      return new PushOutcome.Halt(general.name());
    }
    if (status == 429 || status >= 500) {
      return retry(general.name(), error, now);
    }
    if (general == ErrorCode.INVALID_ARGUMENT) {
      return invalidArgument(error);
    }
    return new PushOutcome.Refused(general.name() + ": " + error.getMessage());
  }

  /** The same code stands for a malformed token and for a malformed message. */
  private static PushOutcome invalidArgument(FirebaseMessagingException error) {
    String text = String.valueOf(error.getMessage());
    return text.toLowerCase(Locale.ROOT).contains("registration token")
        ? new PushOutcome.InvalidToken("INVALID_ARGUMENT", Optional.empty())
        : new PushOutcome.Refused("INVALID_ARGUMENT: " + text);
  }

  private static PushOutcome retry(String reason, FirebaseMessagingException error, Instant now) {
    Optional<Duration> after =
        Optional.ofNullable(error.getHttpResponse())
            .flatMap(response -> header(response, "retry-after"))
            .flatMap(value -> RetryAfter.parse(value, now));
    return new PushOutcome.Retry(reason, after, Scope.PROVIDER);
  }

  private static int status(IncomingHttpResponse response) {
    return header(response, JdkHttpTransport.TRUE_STATUS)
        .map(Integer::parseInt)
        .orElse(response.getStatusCode());
  }

  private static Optional<String> header(IncomingHttpResponse response, String name) {
    return response.getHeaders().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(
            entry ->
                entry.getValue() instanceof List<?> values && !values.isEmpty()
                    ? values.get(0).toString()
                    : String.valueOf(entry.getValue()))
        .findFirst();
  }

  private static String describe(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getMessage();
    return cause.getClass().getSimpleName() + (text == null ? "" : ": " + text);
  }
}
