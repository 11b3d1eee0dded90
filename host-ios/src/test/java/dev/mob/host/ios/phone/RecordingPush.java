package dev.mob.host.ios.phone;

import dev.mob.notify.PushPermission;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.PushPlatform;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a platform tells of notifications, and keeps windows open. */
final class RecordingPush implements PushPlatform.Listener {
  final List<PushPermission> permissions = new CopyOnWriteArrayList<>();
  final List<PushToken> tokens = new CopyOnWriteArrayList<>();
  final List<RegistrationFailure> failures = new CopyOnWriteArrayList<>();
  final List<Arrived> arrived = new CopyOnWriteArrayList<>();
  final List<Tapped> tapped = new CopyOnWriteArrayList<>();

  record Arrived(Arrival arrival, boolean shown, boolean inFront, PushPlatform.Window window) {}

  record Tapped(Arrival arrival, String action, String text) {}

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
    arrived.add(new Arrived(arrival, shown, inFront, window));
  }

  @Override
  public void tapped(Arrival arrival, String action, String text) {
    tapped.add(new Tapped(arrival, action, text));
  }
}
