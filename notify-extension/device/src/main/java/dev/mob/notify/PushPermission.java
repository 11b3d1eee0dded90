package dev.mob.notify;

/**
 * Whether the user lets the app show notifications: iOS's {@code UNAuthorizationStatus}, Android's
 * {@code POST_NOTIFICATIONS}. Silent pushes do not depend on it.
 */
public enum PushPermission {
  /** The user has not been asked. */
  NOT_ASKED,
  /** The app may show notifications. */
  GRANTED,
  /** The app may show notifications in the notification centre, without sound and banner (iOS). */
  PROVISIONAL,
  /** The user has refused, or revoked it in the settings; asking again shows nothing. */
  DENIED;

  /** Whether anything may be shown. */
  public boolean allowsAlerts() {
    return this == GRANTED || this == PROVISIONAL;
  }
}
