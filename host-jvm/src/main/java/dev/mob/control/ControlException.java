package dev.mob.control;

/** A running kernel refused a command, or failed while it ran. The message is for the operator. */
public final class ControlException extends Exception {
  private final String code;

  /**
   * @param code one of the constants of {@link ControlProtocol}, for programs
   * @param message what happened and the mend, for people
   */
  public ControlException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
