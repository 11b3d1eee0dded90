package dev.mob.testkit.phone;

import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.PushPermission;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The platform's notifications as one start of the app sees them. */
final class PushDoor implements PushPlatform {
  private final RunningApp app;
  private final NotificationCentre centre;
  private final LongSupplier clock;
  private final List<Consumer<Listener>> waiting = new ArrayList<>();
  private Listener listener;
  private boolean registered;

  PushDoor(RunningApp app, NotificationCentre centre, LongSupplier clock) {
    this.app = app;
    this.centre = centre;
    this.clock = clock;
  }

  // ---- what the phone does

  void arrived(Arrival arrival, boolean shown, boolean inFront, Window window) {
    tell(told -> told.arrived(arrival, shown, inFront, window));
  }

  void tapped(Arrival arrival, String action, String text) {
    tell(told -> told.tapped(arrival, action, text));
  }

  void tokenChanged() {
    if (registered) {
      tell(told -> told.registered(centre.token()));
    }
  }

  boolean isListenedTo() {
    return listener != null;
  }

  private void tell(Consumer<Listener> telling) {
    if (listener == null) {
      waiting.add(telling);
    } else {
      telling.accept(listener);
    }
  }

  // ---- what the app does

  @Override
  public void listen(Listener listens) {
    listener = listens;
    List<Consumer<Listener>> before = new ArrayList<>(waiting);
    waiting.clear();
    before.forEach(telling -> telling.accept(listens));
  }

  @Override
  public PushPermission alertPermission() {
    return centre.permission();
  }

  @Override
  public void requestPermission() {
    if (!app.ended) {
      PushPermission answer = centre.ask();
      tell(told -> told.permissionAnswered(answer));
    }
  }

  @Override
  public void register() {
    if (app.ended) {
      return;
    }
    if (centre.refusal().isPresent()) {
      tell(told -> told.registrationFailed(centre.refusal().get()));
    } else {
      registered = true;
      tell(told -> told.registered(centre.token()));
    }
  }

  @Override
  public void unregister() {
    if (!app.ended) {
      registered = false;
      centre.changeToken();
    }
  }

  @Override
  public void plan(List<Planned> soonestFirst) {
    if (!app.ended) {
      centre.plan(soonestFirst);
    }
  }

  @Override
  public List<String> planned() {
    return centre.planned();
  }

  @Override
  public void show(Alert alert) {
    if (!app.ended) {
      centre.show(
          alert, Arrival.push(alert.id(), alert.title().text(), alert.body().text(), alert.data()));
    }
  }

  @Override
  public void dismiss(Collection<String> ids) {
    if (!app.ended) {
      centre.dismiss(ids);
    }
  }

  @Override
  public void badge(int number) {
    if (!app.ended) {
      centre.badge(number);
    }
  }

  @Override
  public void declare(List<Channel> channels, List<Category> categories) {
    if (!app.ended) {
      centre.declare(channels, categories);
    }
  }

  @Override
  public long now() {
    return clock.getAsLong();
  }

  @Override
  public ZoneId zone() {
    return PhoneClock.ZONE;
  }
}
