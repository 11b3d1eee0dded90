package dev.mob.notify;

import java.util.Locale;
import java.util.Objects;

/**
 * There is no token. The message says what is in the way and how to mend it.
 *
 * @param reason what is in the way
 * @param detail what the platform says of it
 */
public record RegistrationFailure(Reason reason, String detail) {
  public RegistrationFailure {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }

  /** What is in the way of a token. */
  public enum Reason {
    /** The user has not allowed notifications, and this platform gives no token without. */
    NO_PERMISSION("ask with Notify.requestPermission, or send the user to the settings", false),
    /** The push service cannot be reached. Tried again by itself. */
    NO_NETWORK("it is tried again; see that the device is online", true),
    /** The app is not signed for push: iOS's {@code aps-environment} is missing. */
    NO_ENTITLEMENT(
        "add the Push Notifications capability and sign with a profile that has it", false),
    /** Google Play services are missing, disabled or too old. */
    PLAY_SERVICES_MISSING(
        "use a device with Google Play, or a UnifiedPush distributor instead of FCM", false),
    /** The platform's push service refuses this app: wrong project, key or bundle id. */
    NOT_CONFIGURED("check the app's registration at the push service", false),
    /** This platform has no push. */
    UNSUPPORTED("nothing brings push to this device; poll instead", false),
    /** The platform failed otherwise. Tried again by itself. */
    PLATFORM_ERROR("it is tried again", true);

    private final String mend;
    private final boolean passing;

    Reason(String mend, boolean passing) {
      this.mend = mend;
      this.passing = passing;
    }

    /** What to do about it, as a clause. */
    public String mend() {
      return mend;
    }

    /** Whether it may pass by itself; the extension then tries again. */
    public boolean isPassing() {
      return passing;
    }
  }

  /** What is in the way and how to mend it, as a sentence. */
  public String message() {
    return "no push token ("
        + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + "): "
        + detail
        + "; "
        + reason.mend();
  }
}
