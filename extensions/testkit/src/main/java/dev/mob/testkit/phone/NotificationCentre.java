package dev.mob.testkit.phone;

import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.testkit.phone.Timeline.Track;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the phone shows and is to show, and how the app stands with the push service. It belongs to
 * the phone: the app's end and a reboot leave it as it is. A test looks at it and, as the user,
 * decides.
 *
 * <p>Used by the phone's thread.
 */
public final class NotificationCentre {
  private final String platform;
  private final int holds;
  private final PhoneClock clock;
  private final Timeline timeline;
  private final Due due;
  private final Map<String, Shown> shown = new LinkedHashMap<>();
  private final Map<String, Waiting> planned = new LinkedHashMap<>();
  private final List<String> history = new ArrayList<>();
  private List<Channel> channels = List.of();
  private List<Category> categories = List.of();
  private PushPermission permission = PushPermission.NOT_ASKED;
  private boolean userAgrees = true;
  private RegistrationFailure refusal;
  private int tokens = 1;
  private int badge;

  /** Told when a local notification is due: gives it to the app, or has it shown. */
  interface Due {
    void due(Alert alert, long shownAt);
  }

  /**
   * Something in the notification centre.
   *
   * @param arrival what a tap brings to the app
   */
  public record Shown(Alert alert, Arrival arrival) {}

  private record Waiting(Planned planned, Agenda.Item item, long at) {}

  /**
   * @param platform the push service's word
   * @param holds how many planned notifications it holds
   */
  NotificationCentre(String platform, int holds, PhoneClock clock, Timeline timeline, Due due) {
    this.platform = platform;
    this.holds = holds;
    this.clock = clock;
    this.timeline = timeline;
    this.due = due;
  }

  // ---- what the user and the world decide

  /** What the user will say when asked; yes unless told. */
  public void userWillAgree(boolean agrees) {
    userAgrees = agrees;
  }

  /** The user changes the switch in the settings. */
  public void setPermission(PushPermission changed) {
    permission = changed;
  }

  /** Registering fails so from now on; {@code null} to let it succeed. */
  public void refuseRegistration(RegistrationFailure failure) {
    refusal = failure;
  }

  // ---- looking at it

  /** What is in the notification centre, the oldest first. */
  public List<Alert> shown() {
    return shown.values().stream().map(Shown::alert).toList();
  }

  /** The ids of all that was ever shown, once for each time. */
  public List<String> history() {
    return List.copyOf(history);
  }

  /** The number at the app's icon. */
  public int badge() {
    return badge;
  }

  /** What the app has declared. */
  public List<Channel> channels() {
    return channels;
  }

  /** What the app has declared. */
  public List<Category> categories() {
    return categories;
  }

  // ---- what the app's platform service does

  PushPermission permission() {
    return permission;
  }

  PushPermission ask() {
    if (permission == PushPermission.NOT_ASKED) {
      permission = userAgrees ? PushPermission.GRANTED : PushPermission.DENIED;
    }
    return permission;
  }

  Optional<RegistrationFailure> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The push service gives another token from now on. */
  void changeToken() {
    tokens++;
  }

  PushToken token() {
    // 32 bytes in hexadecimal, as APNs' tokens are.
    String value = String.format("%064x", 0xA11CE000L + tokens);
    return platform.equals("apns")
        ? new PushToken(platform, value, Map.of("environment", "sandbox"))
        : PushToken.of(platform, "registration-" + value);
  }

  void show(Alert alert, Arrival arrival) {
    if (permission == PushPermission.DENIED) {
      timeline.happened(clock.now(), Track.MESSAGE, alert.id() + " may not be shown", null);
      return;
    }
    timeline.happened(clock.now(), Track.MESSAGE, alert.id() + " is shown", null);
    shown.remove(alert.id());
    shown.put(alert.id(), new Shown(alert, arrival));
    history.add(alert.id());
  }

  void dismiss(Collection<String> ids) {
    shown.keySet().removeAll(ids);
  }

  /** Takes what the user taps away. */
  Shown take(String id) {
    Shown tapped = shown.remove(id);
    if (tapped == null) {
      throw new IllegalArgumentException(
          "no notification " + id + " is shown; there are " + shown.keySet());
    }
    return tapped;
  }

  void badge(int number) {
    badge = number;
  }

  void declare(List<Channel> channels, List<Category> categories) {
    this.channels = List.copyOf(channels);
    this.categories = List.copyOf(categories);
  }

  void plan(List<Planned> soonestFirst) {
    planned.values().forEach(waiting -> waiting.item.callOff());
    planned.clear();
    soonestFirst.stream().limit(holds).forEach(this::arm);
  }

  /** The clock was set: what waits for a time of day waits longer, or shorter. */
  void clockWasSet() {
    plan(planned.values().stream().map(Waiting::planned).toList());
  }

  private void arm(Planned next) {
    long at = next.next(clock.millis(), PhoneClock.ZONE);
    long wait = Math.max(0, at - clock.millis());
    Agenda.Item item = clock.at(clock.now() + wait, () -> fall(next, at));
    planned.put(next.alert().id(), new Waiting(next, item, at));
  }

  private void fall(Planned fallen, long at) {
    planned.remove(fallen.alert().id());
    if (fallen.repeats()) {
      arm(fallen);
    }
    due.due(fallen.alert(), at);
  }

  List<String> planned() {
    return List.copyOf(planned.keySet());
  }
}
