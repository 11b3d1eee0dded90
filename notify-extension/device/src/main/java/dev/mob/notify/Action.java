package dev.mob.notify;

import java.util.Objects;

/**
 * A button below a notification.
 *
 * @param id comes back in {@link Notification#action()}
 * @param title what the user reads
 * @param asksForText whether the user types an answer, which comes back in {@link
 *     Notification#text()}
 * @param opensApp whether the app comes to the front; else it is woken in the background
 */
public record Action(String id, String title, boolean asksForText, boolean opensApp) {
  public Action {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an action has an id that is not empty");
    }
    Objects.requireNonNull(title, "title");
  }

  /** A button that opens the app. */
  public static Action button(String id, String title) {
    return new Action(id, title, false, true);
  }

  /** A button behind which the user types an answer; the app is woken in the background. */
  public static Action reply(String id, String title) {
    return new Action(id, title, true, false);
  }
}
