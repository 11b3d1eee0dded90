package dev.mob.process;

import dev.mob.process.internal.DynamicSupervisorServer;
import java.time.Duration;
import java.util.List;

/**
 * A supervisor whose children are started one by one while it runs, all alike in kind: Elixir's
 * {@code DynamicSupervisor}, OTP's {@code simple_one_for_one}. Each child costs one table entry;
 * they stop all at once.
 */
public final class DynamicSupervisor {
  private static final Duration ANSWER = ChildSpec.INFINITY;

  private DynamicSupervisor() {}

  /**
   * The flags of a dynamic supervisor.
   *
   * @param maxChildren how many may run at once; more are refused with {@code max_children}
   */
  public record Spec(int intensity, Duration period, int maxChildren) {
    public static final Spec STANDARD = new Spec(3, Duration.ofSeconds(5), Integer.MAX_VALUE);

    public Spec intensity(int restarts, Duration within) {
      return new Spec(restarts, within, maxChildren);
    }

    public Spec maxChildren(int most) {
      return new Spec(intensity, period, most);
    }
  }

  /** The code of a dynamic supervisor; its argument is a {@link Spec}. */
  public static Behaviour<?> behaviour() {
    return DynamicSupervisorServer.BEHAVIOUR;
  }

  public static Pid start(ProcessRuntime runtime, Spec spec, SpawnOptions options) {
    return runtime.start(DynamicSupervisorServer.BEHAVIOUR, spec, options);
  }

  /**
   * Starts a child. Its id need not be unique.
   *
   * @return its pid; {@code null} when it said ignore
   * @throws StartFailed when it did not start, or there are too many ({@code max_children})
   */
  public static Pid startChild(ProcessRuntime runtime, Address supervisor, ChildSpec child) {
    return (Pid)
        StartResult.unwrap(
            "child " + child.id(),
            runtime.call(supervisor, new SupervisorRequest.StartChild(child), ANSWER));
  }

  /** Stops a child and forgets it; false when it is not a child here. */
  public static boolean terminateChild(ProcessRuntime runtime, Address supervisor, Pid child) {
    return (Boolean)
        runtime.call(supervisor, new SupervisorRequest.TerminateChild(null, child), ANSWER);
  }

  @SuppressWarnings("unchecked")
  public static List<Child> whichChildren(ProcessRuntime runtime, Address supervisor) {
    return (List<Child>) runtime.call(supervisor, new SupervisorRequest.WhichChildren(), ANSWER);
  }

  public static ChildCount countChildren(ProcessRuntime runtime, Address supervisor) {
    return (ChildCount) runtime.call(supervisor, new SupervisorRequest.CountChildren(), ANSWER);
  }
}
