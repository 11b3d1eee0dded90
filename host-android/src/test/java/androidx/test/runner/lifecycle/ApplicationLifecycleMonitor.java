package androidx.test.runner.lifecycle;

/** Stands in for {@code androidx.test:monitor}. */
public interface ApplicationLifecycleMonitor {}
