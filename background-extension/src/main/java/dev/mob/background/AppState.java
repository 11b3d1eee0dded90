package dev.mob.background;

/** How the operating system sees the app. */
public enum AppState {
  /** Started; not yet known where to. */
  LAUNCHING,
  /** In front, and used. */
  ACTIVE,
  /** In front or nearly so, and not used: behind a call, a dialogue, the app switcher. */
  INACTIVE,
  /** Not in front; runs for as long as the operating system lets it. */
  BACKGROUND,
  /** In memory; no process runs. */
  SUSPENDED,
  /** About to be ended. */
  TERMINATING
}
