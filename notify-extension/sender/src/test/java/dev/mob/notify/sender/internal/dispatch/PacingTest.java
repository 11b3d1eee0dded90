package dev.mob.notify.sender.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.sender.ProviderStatus.State;
import dev.mob.notify.sender.RetryPolicy;
import dev.mob.notify.sender.internal.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When something is sent again, in time that the test counts. */
final class PacingTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration HALT = Duration.ofMinutes(5);

  private final SplittableRandom random = new SplittableRandom(42);
  private final CircuitBreaker breaker = new CircuitBreaker(HALT, random);

  private void failUntilOpen(long now) {
    for (int i = 0; i < CircuitBreaker.THRESHOLD; i++) {
      breaker.failed(now, "down", Optional.empty());
    }
  }

  @Test
  void aBreakerOpensAfterFailuresInARowOnly() {
    for (int i = 0; i < 10 * CircuitBreaker.THRESHOLD; i++) {
      assertThat(breaker.failed(0, "down", Optional.empty())).isFalse();
      if (i % (CircuitBreaker.THRESHOLD - 1) == 0) {
        breaker.succeeded();
      }
    }
    assertThat(breaker.permits(0, 7)).isEqualTo(7);

    breaker.succeeded();
    failUntilOpen(0);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.permits(0, 7)).isZero();
    assertThat(breaker.reason()).contains("down");
  }

  @Test
  void anOpenBreakerLetsOneThroughWhenItsPauseIsOver() {
    failUntilOpen(0);
    long over = breaker.untilNext(0);
    assertThat(over).isBetween(SECOND / 4, SECOND / 2);

    assertThat(breaker.permits(over - 1, 7)).isZero();
    assertThat(breaker.permits(over, 7)).isEqualTo(1);
    breaker.began();
    assertThat(breaker.permits(over, 7)).isZero();
    breaker.succeeded();
    assertThat(breaker.permits(over, 7)).isEqualTo(7);
  }

  @Test
  void pausesGrowWhileTheProbesFailUpToAHalfMinute() {
    failUntilOpen(0);
    long now = 0;
    long longest = 0;
    for (int i = 0; i < 20; i++) {
      long pause = breaker.untilNext(now);
      longest = Math.max(longest, pause);
      now += pause;
      assertThat(breaker.permits(now, 7)).isEqualTo(1);
      breaker.began();
      breaker.failed(now, "still down", Optional.empty());
    }
    assertThat(longest).isBetween(15 * SECOND, 30 * SECOND);
  }

  @Test
  void whatAnswersLateNeitherLengthensNorEndsAPause() {
    failUntilOpen(0);
    long over = breaker.untilNext(0);

    breaker.succeeded();
    breaker.failed(over / 2, "late", Optional.empty());

    assertThat(breaker.permits(over - 1, 7)).isZero();
    assertThat(breaker.permits(over, 7)).isEqualTo(1);
  }

  @Test
  void aProviderThatAsksForAPauseGetsItAtOnce() {
    assertThat(breaker.failed(0, "quota", Optional.of(Duration.ofSeconds(60)))).isTrue();

    assertThat(breaker.permits(59 * SECOND, 7)).isZero();
    assertThat(breaker.permits(61 * SECOND, 7)).isEqualTo(1);
  }

  @Test
  void refusedCredentialsAreNewsOnceAndLastLonger() {
    assertThat(breaker.halted(0, "InvalidProviderToken")).isTrue();
    assertThat(breaker.halted(0, "InvalidProviderToken")).isFalse();
    assertThat(breaker.permits(HALT.toNanos() - 1, 7)).isZero();

    assertThat(breaker.permits(HALT.toNanos(), 7)).isEqualTo(1);
    breaker.began();
    assertThat(breaker.halted(HALT.toNanos(), "InvalidProviderToken")).isFalse();
    breaker.reset();
    assertThat(breaker.permits(HALT.toNanos(), 7)).isEqualTo(7);
  }

  @Test
  void aRateLimitAllowsASecondsWorthAtOnceAndNoMoreThanTheRateAfter() {
    TokenBucket bucket = new TokenBucket(100, 0);
    assertThat(bucket.available(0, 500)).isEqualTo(100);
    bucket.take(100);
    assertThat(bucket.available(0, 500)).isZero();
    assertThat(bucket.untilNext(0)).isEqualTo(SECOND / 10);

    int sent = 0;
    for (long now = 0; now <= 10 * SECOND; now += SECOND / 100) {
      int allowed = bucket.available(now, 500);
      bucket.take(allowed);
      sent += allowed;
    }
    assertThat(sent).isBetween(990, 1_000);
  }

  @Test
  void noLimitIsNoLimit() {
    TokenBucket bucket = new TokenBucket(0, 0);
    bucket.take(1_000_000);
    assertThat(bucket.available(0, 500)).isEqualTo(500);
    assertThat(bucket.untilNext(0)).isZero();
  }

  @Test
  void backOffGrowsIsSpreadAndHonoursWhatThePlatformAsksFor() {
    RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5));
    for (int attempt = 1; attempt <= 100; attempt++) {
      Duration ceiling = Duration.ofSeconds(Math.min(300, 1L << Math.min(attempt - 1, 20)));
      assertThat(policy.delay(attempt, Optional.empty(), random)).isBetween(Duration.ZERO, ceiling);
      assertThat(policy.delay(attempt, Optional.of(Duration.ofSeconds(90)), random))
          .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(390));
      assertThat(policy.delay(attempt, Optional.of(Duration.ofDays(400)), random))
          .isLessThanOrEqualTo(policy.bound());
    }
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Instant now = Instant.parse("2026-11-21T08:00:00Z");
    assertThat(RetryAfter.parse("120", now)).contains(Duration.ofSeconds(120));
    assertThat(RetryAfter.parse(" Sat, 21 Nov 2026 08:01:00 GMT", now))
        .contains(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Sat, 21 Nov 2026 07:00:00 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("soon", now)).isEmpty();
    assertThat(RetryAfter.parse("-5", now)).isEmpty();
  }
}
