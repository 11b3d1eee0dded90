package dev.mob.testkit.phone;

/** Kills the app at one of its commits: before anything is on the disk, or after all of it is. */
final class KillSwitch {
  private static final int NEVER = -1;

  /** How many commits succeed until the one at which the app is killed. */
  private int commitsLeft = NEVER;

  private boolean afterCommit;
  private boolean pulled;

  void arm(int commits, boolean after) {
    commitsLeft = commits;
    afterCommit = after;
  }

  /** A commit has killed the app; what it still does counts for nothing. */
  boolean isPulled() {
    return pulled;
  }

  void reset() {
    pulled = false;
    commitsLeft = NEVER;
  }

  void beforeCommit() {
    if (pulled || commitsLeft == 0 && !afterCommit) {
      pull();
    }
  }

  void afterCommit() {
    if (commitsLeft == 0) {
      pull();
    }
    if (commitsLeft > 0) {
      commitsLeft--;
    }
  }

  private void pull() {
    pulled = true;
    throw new KilledAtCommit();
  }
}
