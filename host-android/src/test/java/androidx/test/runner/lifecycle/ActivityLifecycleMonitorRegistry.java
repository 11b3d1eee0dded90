package androidx.test.runner.lifecycle;

/** Stands in for {@code androidx.test:monitor}. */
public final class ActivityLifecycleMonitorRegistry {
  private static ActivityLifecycleMonitor monitor;

  private ActivityLifecycleMonitorRegistry() {}

  public static ActivityLifecycleMonitor getInstance() {
    return monitor;
  }

  public static void registerInstance(ActivityLifecycleMonitor registered) {
    monitor = registered;
  }
}
