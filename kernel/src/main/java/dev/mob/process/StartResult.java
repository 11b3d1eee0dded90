package dev.mob.process;

/**
 * How a start ended, as a value: OTP's {@code {ok, Pid} | ignore | {error, Reason}}.
 *
 * @param pid {@code null} when it was ignored or failed
 * @param failure {@code null} unless it failed
 */
public record StartResult(Pid pid, ExitReason failure) {
  public static StartResult ok(Pid pid) {
    return new StartResult(pid, null);
  }

  public static StartResult ignored() {
    return new StartResult(null, null);
  }

  public static StartResult failed(ExitReason reason) {
    return new StartResult(null, reason);
  }

  static Object unwrap(String what, Object answer) {
    StartResult result = (StartResult) answer;
    if (result.failure() != null) {
      throw new StartFailed(what, result.failure());
    }
    return result.pid();
  }
}
