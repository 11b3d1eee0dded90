package dev.mob.notify;

/** How a notification has reached the app. */
public enum Presentation {
  /** The user uses the app; nothing was shown. */
  FOREGROUND,
  /** The user has tapped it, or one of its actions. It may have started the app. */
  TAP,
  /** Nothing was shown: the app is to fetch something, within the platform's window. */
  SILENT
}
