package dev.mob.notify.sender;

import java.util.Objects;
import java.util.Optional;

/**
 * What only FCM has. Immutable.
 *
 * @param kind data or notification
 * @param channel the Android notification channel
 * @param icon the drawable's name of the small icon
 * @param color the icon's colour as {@code #rrggbb}
 * @param clickAction the intent action of a tap
 * @param tag a notification with the same tag replaces this one in the drawer
 * @param restrictedPackage the only package that may receive the message
 * @param directBootOk whether the message may come before the first unlock after boot
 */
public record FcmOptions(
    Kind kind,
    Optional<String> channel,
    Optional<String> icon,
    Optional<String> color,
    Optional<String> clickAction,
    Optional<String> tag,
    Optional<String> restrictedPackage,
    boolean directBootOk) {
  private static final FcmOptions NONE = builder().build();

  /** Which of FCM's two kinds of message is sent (Firebase, "About FCM messages"). */
  public enum Kind {
    /**
     * Everything travels as data and the device's extension shows it. The app is told in every
     * state, which is what delivery once, receipts and actions need; the default.
     */
    DATA("data"),
    /** The system tray shows it while the app is in the background; the app hears only of a tap. */
    NOTIFICATION("notification");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The name in JSON. */
    public String id() {
      return id;
    }
  }

  public FcmOptions {
    Objects.requireNonNull(kind, "kind");
  }

  /** A data message without any option. */
  public static FcmOptions none() {
    return NONE;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private Kind kind = Kind.DATA;
    private Optional<String> channel = Optional.empty();
    private Optional<String> icon = Optional.empty();
    private Optional<String> color = Optional.empty();
    private Optional<String> clickAction = Optional.empty();
    private Optional<String> tag = Optional.empty();
    private Optional<String> restrictedPackage = Optional.empty();
    private boolean directBootOk;

    private Builder() {}

    public Builder kind(Kind kind) {
      this.kind = kind;
      return this;
    }

    public Builder channel(String channel) {
      this.channel = Optional.of(channel);
      return this;
    }

    public Builder icon(String icon) {
      this.icon = Optional.of(icon);
      return this;
    }

    public Builder color(String color) {
      this.color = Optional.of(color);
      return this;
    }

    public Builder clickAction(String clickAction) {
      this.clickAction = Optional.of(clickAction);
      return this;
    }

    public Builder tag(String tag) {
      this.tag = Optional.of(tag);
      return this;
    }

    public Builder restrictedPackage(String restrictedPackage) {
      this.restrictedPackage = Optional.of(restrictedPackage);
      return this;
    }

    public Builder directBootOk(boolean directBootOk) {
      this.directBootOk = directBootOk;
      return this;
    }

    public FcmOptions build() {
      return new FcmOptions(
          kind, channel, icon, color, clickAction, tag, restrictedPackage, directBootOk);
    }
  }
}
