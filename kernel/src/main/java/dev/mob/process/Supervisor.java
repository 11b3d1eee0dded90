package dev.mob.process;

import dev.mob.process.internal.SupervisorServer;
import java.time.Duration;
import java.util.List;

/**
 * Starts, watches and restarts children: OTP's {@code supervisor}.
 *
 * <p>Children start in the order of their specifications and stop in reverse. The methods here ask
 * a running supervisor; they wait for its answer and may be called from any thread or process.
 */
public final class Supervisor {
  private static final Duration ANSWER = ChildSpec.INFINITY;

  private Supervisor() {}

  /** The code of a supervisor; its argument is a {@link SupervisorSpec}. */
  public static Behaviour<?> behaviour() {
    return SupervisorServer.BEHAVIOUR;
  }

  /**
   * Starts a supervisor with its first children and waits until they run.
   *
   * @throws StartFailed when a child did not start; those before it have been stopped again
   */
  public static Pid start(ProcessRuntime runtime, SupervisorSpec spec, SpawnOptions options) {
    return runtime.start(SupervisorServer.BEHAVIOUR, spec, options);
  }

  /**
   * Adds a child and starts it.
   *
   * @return its pid; {@code null} when it said ignore
   * @throws StartFailed when it did not start (it is not added), or a child with this id is there
   *     ({@code already_present}, {@code {already_started, Pid}})
   */
  public static Pid startChild(ProcessRuntime runtime, Address supervisor, ChildSpec child) {
    return (Pid)
        StartResult.unwrap(
            "child " + child.id(),
            runtime.call(supervisor, new SupervisorRequest.StartChild(child), ANSWER));
  }

  /** Stops a child and keeps its specification; false when there is none with this id. */
  public static boolean terminateChild(ProcessRuntime runtime, Address supervisor, Object id) {
    return (Boolean)
        runtime.call(supervisor, new SupervisorRequest.TerminateChild(id, null), ANSWER);
  }

  /**
   * Starts a child again that was stopped.
   *
   * @throws StartFailed when it did not start, runs already, or is not known
   */
  public static Pid restartChild(ProcessRuntime runtime, Address supervisor, Object id) {
    return (Pid)
        StartResult.unwrap(
            "child " + id,
            runtime.call(supervisor, new SupervisorRequest.RestartChild(id), ANSWER));
  }

  /**
   * Forgets a child that does not run.
   *
   * @return false when there is none with this id
   * @throws IllegalStateException when it runs
   */
  public static boolean deleteChild(ProcessRuntime runtime, Address supervisor, Object id) {
    Object answer = runtime.call(supervisor, new SupervisorRequest.DeleteChild(id), ANSWER);
    if (answer instanceof ExitReason) {
      throw new IllegalStateException(
          "child " + id + " of " + supervisor + " is not stopped: " + answer);
    }
    return (Boolean) answer;
  }

  /** The children, in the order in which they start. */
  @SuppressWarnings("unchecked")
  public static List<Child> whichChildren(ProcessRuntime runtime, Address supervisor) {
    return (List<Child>) runtime.call(supervisor, new SupervisorRequest.WhichChildren(), ANSWER);
  }

  public static ChildCount countChildren(ProcessRuntime runtime, Address supervisor) {
    return (ChildCount) runtime.call(supervisor, new SupervisorRequest.CountChildren(), ANSWER);
  }

  /**
   * The whole tree below a supervisor, read while it runs. A supervisor that does not answer in
   * time appears without children.
   */
  public static SupervisionTree tree(ProcessRuntime runtime, Pid supervisor, Duration timeout) {
    return SupervisorServer.tree(runtime, supervisor, timeout);
  }
}
