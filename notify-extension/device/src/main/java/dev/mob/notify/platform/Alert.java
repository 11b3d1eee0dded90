package dev.mob.notify.platform;

import dev.mob.notify.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A notification as the platform shows it. Immutable.
 *
 * @param id unique among what is shown; another with the same id takes its place
 * @param data comes back, all of it, in {@link Arrival#data()} when the user taps
 * @param look what it looks and sounds like
 */
public record Alert(
    String id,
    Wording title,
    Wording body,
    Map<String, String> data,
    List<Action> actions,
    Look look) {
  public Alert {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("what is shown has an id that is not empty");
    }
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(look, "look");
    data = Collections.unmodifiableMap(new TreeMap<>(data));
    actions = Collections.unmodifiableList(new ArrayList<>(actions));
  }

  /**
   * What it looks and sounds like. Each field may be {@code null} for the platform's standard, and
   * a platform leaves out what it does not know.
   *
   * @param channel of {@link PushPlatform#declare}
   * @param category of {@link PushPlatform#declare}; its actions are added to the alert's
   * @param subtitle a line below the title
   * @param sound the name of one of the app's sounds; {@code default} for the platform's
   * @param badge the number at the app's icon
   * @param image an https address
   * @param thread alerts of one thread are shown together
   * @param level APNs' interruption level: {@code passive}, {@code active}, {@code time-sensitive},
   *     {@code critical}
   */
  public record Look(
      String channel,
      String category,
      String subtitle,
      String sound,
      Integer badge,
      String image,
      String thread,
      String level) {
    /** The platform's standard. */
    public static final Look PLAIN = new Look(null, null, null, null, null, null, null, null);

    /** The standard, in a channel. */
    public static Look in(String channel) {
      return new Look(channel, null, null, null, null, null, null, null);
    }
  }
}
