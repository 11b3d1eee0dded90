package dev.mob.host.ios.phone;

import static dev.mob.host.ios.phone.Iphone.BACKGROUND;
import static dev.mob.host.ios.phone.Iphone.eventually;
import static dev.mob.host.ios.phone.Iphone.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.mob.host.ios.internal.Phone;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.RegistrationFailure.Reason;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.testkit.conformance.NotifyConformance;
import dev.mob.testkit.conformance.RecordingLifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the notify extension asks of a host. */
final class NotifyOnPhone implements NotifyConformance {
  private static final Map<Reason, Integer> ERRORS =
      Map.of(Reason.NO_ENTITLEMENT, 3000, Reason.UNSUPPORTED, 3010);
  private static final String OURS = "mob:";

  private Phone phone;

  @BeforeEach
  void start() {
    Iphone.restart();
    phone("notes.answers", true);
    phone = new Phone();
    phone.ready();
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  @Override
  public PushPlatform push() {
    return phone.push();
  }

  @Override
  public String pushService() {
    return "apns";
  }

  @Override
  public void receive(String id, Map<String, String> data) {
    Map<String, Object> payload = new TreeMap<>(data);
    payload.put("aps", Map.of("content-available", 1));
    phone("app.push", ConfigValueFactory.fromMap(payload).render(ConfigRenderOptions.concise()));
  }

  @Override
  public boolean hasBackground() {
    return true;
  }

  @Override
  public void toBackground() {
    List<String> heard = new CopyOnWriteArrayList<>();
    phone.lifecycle().listen(new RecordingLifecycle(heard));
    phone("app.becomes", BACKGROUND);
    eventually(() -> assertThat(heard).contains("background"));
  }

  @Override
  public List<String> shown() {
    List<String> ids = new ArrayList<>();
    for (String identifier : phone("notes.delivered")) {
      ids.add(identifier.substring(OURS.length()));
    }
    return ids;
  }

  @Override
  public void tap(String id, String action, String text) {
    String chosen = action == null ? "com.apple.UNNotificationDefaultActionIdentifier" : action;
    if (text == null) {
      phone("notes.tap", OURS + id, chosen);
    } else {
      phone("notes.tap", OURS + id, chosen, text);
    }
  }

  @Override
  public Set<RegistrationFailure.Reason> failures() {
    return ERRORS.keySet();
  }

  @Override
  public void failRegistration(RegistrationFailure.Reason reason) {
    phone("app.tokenFails", ERRORS.get(reason));
  }

  @Override
  public void until(BooleanSupplier condition) {
    try {
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                phone("notes.deliverDue");
                return condition.getAsBoolean();
              });
    } catch (ConditionTimeoutException e) {
      // The test says what it had expected.
      return;
    }
  }

  /** Until something that is due later than any of the tests' has come. */
  @Override
  public void forAWhile() {
    long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
    until(() -> System.nanoTime() > end);
  }
}
