package dev.mob.host.ios.internal.shim;

/**
 * A call of Apple's failed. Thrown by the shim.
 *
 * <p>Its domain and code are those of the {@code NSError}; for an {@code NSException} the domain is
 * its name and the code 0, for C interfaces the domain is theirs, such as {@code sqlite3}.
 */
public final class ShimFailure extends RuntimeException {
  private final String domain;
  private final long code;

  public ShimFailure(String domain, long code, String message) {
    super(message + " (" + domain + " " + code + ")");
    this.domain = domain;
    this.code = code;
  }

  public String domain() {
    return domain;
  }

  public long code() {
    return code;
  }
}
