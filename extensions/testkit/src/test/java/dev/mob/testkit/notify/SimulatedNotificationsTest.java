package dev.mob.testkit.notify;

import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.testkit.Part;
import dev.mob.testkit.conformance.NotifyConformance;
import dev.mob.testkit.conformance.RecordingLifecycle;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The simulator's notifications are held to what a host's are. */
final class SimulatedNotificationsTest {

  @Nested
  final class OnIos extends Suite {
    OnIos() {
      super(0, "apns");
    }
  }

  @Nested
  final class OnAndroid8 extends Suite {
    OnAndroid8() {
      super(26, "fcm");
    }
  }

  @Nested
  final class OnAndroid15 extends Suite {
    OnAndroid15() {
      super(35, "fcm");
    }
  }

  abstract static class Suite implements NotifyConformance {
    private final int api;
    private final String pushService;
    private Phone phone;
    private PushPlatform push;

    Suite(int api, String pushService) {
      this.api = api;
      this.pushService = pushService;
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
                push = context.platform(PushPlatform.class);
                context
                    .platform(LifecyclePlatform.class)
                    .listen(new RecordingLifecycle(new ArrayList<>()));
              }));
    }

    @Override
    public PushPlatform push() {
      return push;
    }

    @Override
    public String pushService() {
      return pushService;
    }

    @Override
    public void receive(String id, Map<String, String> data) {
      phone.receive(Push.waking(id, data));
    }

    @Override
    public boolean hasBackground() {
      return true;
    }

    @Override
    public void toBackground() {
      phone.pressHome();
    }

    @Override
    public List<String> shown() {
      return phone.notifications().shown().stream().map(Alert::id).toList();
    }

    @Override
    public void tap(String id, String action, String text) {
      phone.tap(id, action, text);
    }

    @Override
    public Set<RegistrationFailure.Reason> failures() {
      return EnumSet.allOf(RegistrationFailure.Reason.class);
    }

    @Override
    public void failRegistration(RegistrationFailure.Reason reason) {
      phone.notifications().refuseRegistration(new RegistrationFailure(reason, "as told"));
    }

    @Override
    public void until(BooleanSupplier condition) {
      for (int step = 0; step < 600 && !condition.getAsBoolean(); step++) {
        phone.passes(Duration.ofMillis(100));
      }
    }

    @Override
    public void forAWhile() {
      phone.passes(Duration.ofMinutes(1));
    }
  }
}
