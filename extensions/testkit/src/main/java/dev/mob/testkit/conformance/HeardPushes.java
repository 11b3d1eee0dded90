package dev.mob.testkit.conformance;

import dev.mob.notify.PushPermission;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.PushPlatform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes down what a {@link PushPlatform} tells, and finishes each window at once. Safe for use
 * from any thread.
 */
public final class HeardPushes implements PushPlatform.Listener {
  private final PushPlatform platform;
  private final List<PushPermission> permissions = new CopyOnWriteArrayList<>();
  private final List<PushToken> tokens = new CopyOnWriteArrayList<>();
  private final List<RegistrationFailure> failures = new CopyOnWriteArrayList<>();
  private final List<Came> came = new CopyOnWriteArrayList<>();
  private final List<Tapped> taps = new CopyOnWriteArrayList<>();

  /** What {@link PushPlatform.Listener#arrived} brought. */
  public record Came(Arrival arrival, boolean shown, boolean inFront, Duration length) {}

  /** What {@link PushPlatform.Listener#tapped} brought. */
  public record Tapped(Arrival arrival, String action, String text) {}

  private HeardPushes(PushPlatform platform) {
    this.platform = platform;
  }

  /** Listens to a platform from now on. */
  public static HeardPushes by(PushPlatform platform) {
    HeardPushes heard = new HeardPushes(platform);
    platform.listen(heard);
    return heard;
  }

  /** Asks the user, and waits for the answer in that way. */
  HeardPushes allowed(Consumer<BooleanSupplier> until) {
    int before = permissions.size();
    platform.requestPermission();
    until.accept(() -> permissions.size() > before);
    return this;
  }

  public List<PushPermission> permissions() {
    return permissions;
  }

  public List<PushToken> tokens() {
    return tokens;
  }

  public List<RegistrationFailure> failures() {
    return failures;
  }

  public List<Came> came() {
    return came;
  }

  public List<Tapped> taps() {
    return taps;
  }

  @Override
  public void permissionAnswered(PushPermission permission) {
    permissions.add(permission);
  }

  @Override
  public void registered(PushToken token) {
    tokens.add(token);
  }

  @Override
  public void registrationFailed(RegistrationFailure failure) {
    failures.add(failure);
  }

  @Override
  public void arrived(Arrival arrival, boolean shown, boolean inFront, PushPlatform.Window window) {
    came.add(new Came(arrival, shown, inFront, window.length()));
    window.finished(PushResult.NO_DATA);
  }

  @Override
  public void tapped(Arrival arrival, String action, String text) {
    taps.add(new Tapped(arrival, action, text));
  }
}
