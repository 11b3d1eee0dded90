package dev.mob.notify.sender;

/** Apple's two push services. A token of one is refused by the other with BadDeviceToken. */
public enum ApnsEnvironment {
  /** App Store and TestFlight builds. */
  PRODUCTION("production"),
  /** Builds run from Xcode. */
  SANDBOX("sandbox");

  private final String id;

  ApnsEnvironment(String id) {
    this.id = id;
  }

  /** The name in JSON, configuration and the database. */
  public String id() {
    return id;
  }

  /** The other one. */
  public ApnsEnvironment other() {
    return this == PRODUCTION ? SANDBOX : PRODUCTION;
  }

  /**
   * The environment with this {@link #id()}.
   *
   * @throws IllegalArgumentException naming both
   */
  public static ApnsEnvironment ofId(String id) {
    for (ApnsEnvironment environment : values()) {
      if (environment.id.equals(id)) {
        return environment;
      }
    }
    throw new IllegalArgumentException(
        "unknown APNs environment '" + id + "'; known are production, sandbox");
  }
}
