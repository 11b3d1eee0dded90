package androidx.test.runner.lifecycle;

/** Stands in for {@code androidx.test:monitor}. */
public enum ApplicationStage {
  PRE_ON_CREATE,
  CREATED
}
