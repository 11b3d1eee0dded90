package dev.mob.testkit.phone;

/** What an app's commit throws when the phone has killed the app at it. */
final class KilledAtCommit extends RuntimeException {
  KilledAtCommit() {
    super("the app was killed at this commit");
  }
}
