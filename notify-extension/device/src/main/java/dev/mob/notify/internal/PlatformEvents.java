package dev.mob.notify.internal;

import dev.mob.notify.NotifyEvent;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.Address;
import dev.mob.process.ProcessRuntime;
import org.slf4j.Logger;

/** Carries what the platform says to the extension's processes, and starts the watch on windows. */
final class PlatformEvents implements PushPlatform.Listener {
  private final ProcessRuntime runtime;
  private final Arrivals arrivals;
  private final Address inbox;
  private final Address registrar;
  private final Address watchman;
  private final Logger log;

  PlatformEvents(
      ProcessRuntime runtime,
      Arrivals arrivals,
      Address inbox,
      Address registrar,
      Address watchman,
      Logger log) {
    this.runtime = runtime;
    this.arrivals = arrivals;
    this.inbox = inbox;
    this.registrar = registrar;
    this.watchman = watchman;
    this.log = log;
  }

  @Override
  public void permissionAnswered(PushPermission permission) {
    runtime.cast(registrar, new NotifyEvent.PermissionAnswered(permission));
  }

  @Override
  public void registered(PushToken token) {
    runtime.cast(registrar, new NotifyEvent.Registered(token));
  }

  @Override
  public void registrationFailed(RegistrationFailure failure) {
    runtime.cast(registrar, new NotifyEvent.RegistrationFailed(failure));
  }

  @Override
  public void arrived(Arrival arrival, boolean shown, boolean inFront, PushPlatform.Window window) {
    OpenWindow open = new OpenWindow(window, String.valueOf(arrival.id()), log);
    runtime.sendAfter(open.time(), watchman, new Watchman.TimeIsUp(open));
    arrivals.add(new Arrivals.Message(arrival, shown, inFront, open));
    runtime.cast(inbox, new Inbox.Look());
  }

  @Override
  public void tapped(Arrival arrival, String action, String text) {
    arrivals.add(new Arrivals.Tap(arrival, action, text));
    runtime.cast(inbox, new Inbox.Look());
  }
}
