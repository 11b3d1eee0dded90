package androidx.test.runner.lifecycle;

/** Stands in for {@code androidx.test:monitor}. */
public final class ApplicationLifecycleMonitorRegistry {
  private ApplicationLifecycleMonitorRegistry() {}

  public static void registerInstance(ApplicationLifecycleMonitor registered) {}
}
