package androidx.test.runner.intent;

/** Stands in for {@code androidx.test:monitor}. */
public final class IntentMonitorRegistry {
  private IntentMonitorRegistry() {}

  public static void registerInstance(IntentMonitor registered) {}
}
