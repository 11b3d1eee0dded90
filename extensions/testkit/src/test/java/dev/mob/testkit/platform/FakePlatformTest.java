package dev.mob.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.testkit.conformance.BackgroundConformance;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What authors test against is held to what a host's services are. */
final class FakePlatformTest implements BackgroundConformance {
  private final TestPlatform platform = new TestPlatform();

  @Override
  public KeepAlivePlatform keepAlive() {
    return platform.keepAlive();
  }

  @Override
  public boolean isKeptAwake() {
    return platform.keepAlive().held().isPresent();
  }

  @Override
  public KeepAliveType allowedType() {
    return KeepAliveType.AUDIO;
  }

  @Override
  public WorkPlatform work() {
    return platform.work();
  }

  @Override
  public LifecyclePlatform lifecycle() {
    return platform.lifecycle();
  }

  @Override
  public void until(BooleanSupplier condition) {
    for (int minute = 0; minute < 24 * 60 && !condition.getAsBoolean(); minute++) {
      platform.passes(Duration.ofMinutes(1));
    }
  }

  @Override
  public void forAWhile() {
    platform.passes(Duration.ofHours(20));
  }

  @Test
  void what_one_key_has_sealed_opens_with_it_and_not_after_it_was_lost()
      throws GeneralSecurityException {
    FakeKeys keys = platform.keys();
    byte[] plain = "secret".getBytes(StandardCharsets.UTF_8);
    byte[] sealed = keys.seal("state", plain);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(keys.open("state", sealed)).isEqualTo(plain);
    keys.lose();
    assertThatThrownBy(() -> keys.open("state", sealed))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
