package dev.mob.testkit.phone;

import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.testkit.Part;
import dev.mob.testkit.conformance.BackgroundConformance;
import dev.mob.testkit.conformance.RecordingLifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The simulator's platform services are held to what a host's are. */
final class SimulatedPlatformTest {

  @Nested
  final class OnIos extends Suite {
    OnIos() {
      super(0);
    }
  }

  @Nested
  final class OnAndroid8 extends Suite {
    OnAndroid8() {
      super(26);
    }
  }

  @Nested
  final class OnAndroid15 extends Suite {
    OnAndroid15() {
      super(35);
    }
  }

  abstract static class Suite implements BackgroundConformance {
    private final int api;
    private Phone phone;
    private KeepAlivePlatform keepAlive;
    private WorkPlatform work;
    private LifecyclePlatform lifecycle;

    Suite(int api) {
      this.api = api;
    }

    @BeforeEach
    void open() {
      phone = api == 0 ? Phone.ios(3, this::parts) : Phone.android(api, 3, this::parts);
      phone.open();
    }

    private List<Part> parts() {
      return List.of(
          Part.of(
              "probe",
              context -> {
                keepAlive = context.platform(KeepAlivePlatform.class);
                work = context.platform(WorkPlatform.class);
                lifecycle = context.platform(LifecyclePlatform.class);
                lifecycle.listen(new RecordingLifecycle(new ArrayList<>()));
              }));
    }

    @Override
    public KeepAlivePlatform keepAlive() {
      return keepAlive;
    }

    @Override
    public boolean isKeptAwake() {
      return phone.isKeptAwake();
    }

    @Override
    public KeepAliveType allowedType() {
      return KeepAliveType.AUDIO;
    }

    @Override
    public WorkPlatform work() {
      return work;
    }

    @Override
    public LifecyclePlatform lifecycle() {
      return lifecycle;
    }

    @Override
    public void until(BooleanSupplier condition) {
      phone.lock();
      for (int minute = 0; minute < 24 * 60 && !condition.getAsBoolean(); minute++) {
        phone.passes(Duration.ofMinutes(1));
      }
    }

    @Override
    public void forAWhile() {
      phone.lock();
      phone.passes(Duration.ofHours(20));
    }
  }
}
