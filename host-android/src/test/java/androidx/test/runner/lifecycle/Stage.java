package androidx.test.runner.lifecycle;

/** Stands in for {@code androidx.test:monitor}. */
public enum Stage {
  PRE_ON_CREATE,
  CREATED,
  STARTED,
  RESUMED,
  PAUSED,
  STOPPED,
  RESTARTED,
  DESTROYED
}
