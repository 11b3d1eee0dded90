package dev.mob.notify.sender.provider;

import dev.mob.notify.sender.ApnsEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What came of one attempt. */
public sealed interface PushOutcome {

  /**
   * The platform has accepted the message.
   *
   * @param providerId the platform's id for it; empty where it is the delivery's own
   * @param learned the APNs environment that took the token, if it was not known before
   */
  record Sent(Optional<String> providerId, Optional<ApnsEnvironment> learned)
      implements PushOutcome {}

  /**
   * The token is dead. It is removed unless the device has registered it again after {@code asOf}.
   *
   * @param reason the platform's word for it
   * @param asOf since when; empty where the platform does not say: then the attempt's start counts
   */
  record InvalidToken(String reason, Optional<Instant> asOf) implements PushOutcome {
    public InvalidToken {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Not now, maybe later.
   *
   * @param reason why
   * @param after how long the platform asks to wait (Retry-After); empty leaves it to the back-off
   * @param scope whether the whole provider is in trouble or this device alone
   */
  record Retry(String reason, Optional<Duration> after, Scope scope) implements PushOutcome {
    public Retry {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(scope, "scope");
    }
  }

  /** Never: the platform would refuse this message each time. */
  record Refused(String reason) implements PushOutcome {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The platform refuses us, whatever the message: wrong key, revoked certificate. The message is
   * kept, the provider is stopped and an alarm raised.
   */
  record Halt(String reason) implements PushOutcome {
    public Halt {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Whom a {@link Retry} concerns. */
  enum Scope {
    DEVICE,
    PROVIDER
  }

  /** Accepted under the delivery's own id. */
  static PushOutcome sent() {
    return new Sent(Optional.empty(), Optional.empty());
  }

  static PushOutcome retryProvider(String reason) {
    return new Retry(reason, Optional.empty(), Scope.PROVIDER);
  }

  static PushOutcome retryDevice(String reason) {
    return new Retry(reason, Optional.empty(), Scope.DEVICE);
  }
}
