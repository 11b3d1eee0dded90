package dev.mob.extension;

/**
 * An extension cannot have a service: nobody gives it, or the extension may not be handed it. The
 * message names the service, the extension and what to do about it.
 */
public final class ServiceUnavailable extends RuntimeException {
  private final String contract;

  /**
   * @param contract the interface's name
   */
  public ServiceUnavailable(String contract, String message) {
    super(message);
    this.contract = contract;
  }

  /** The name of the interface that was asked for. */
  public String contract() {
    return contract;
  }
}
