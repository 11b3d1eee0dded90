package androidx.test.runner.intent;

/** Stands in for {@code androidx.test:monitor}. */
public final class IntentStubberRegistry {
  private IntentStubberRegistry() {}

  public static boolean isLoaded() {
    return false;
  }

  public static IntentStubber getInstance() {
    throw new IllegalStateException("none is loaded");
  }
}
