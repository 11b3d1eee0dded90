package dev.mob.notify.sender;

/**
 * How hard an app may drive one platform.
 *
 * @param inFlight the most attempts under way at once; each holds its message in memory
 * @param perSecond the most attempts a second, in bursts of up to one second's worth; 0 is no limit
 */
public record Limits(int inFlight, int perSecond) {
  public Limits {
    if (inFlight < 1) {
      throw new IllegalArgumentException("inFlight must be 1 or more, not " + inFlight);
    }
    if (perSecond < 0) {
      throw new IllegalArgumentException("perSecond must be 0 or more, not " + perSecond);
    }
  }

  /** 4,000 in flight, no limit a second. */
  public static Limits standard() {
    return new Limits(4_000, 0);
  }

  public Limits withPerSecond(int perSecond) {
    return new Limits(inFlight, perSecond);
  }

  public Limits withInFlight(int inFlight) {
    return new Limits(inFlight, perSecond);
  }
}
