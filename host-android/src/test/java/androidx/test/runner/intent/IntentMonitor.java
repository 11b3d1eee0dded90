package androidx.test.runner.intent;

/** Stands in for {@code androidx.test:monitor}. */
public interface IntentMonitor {}
