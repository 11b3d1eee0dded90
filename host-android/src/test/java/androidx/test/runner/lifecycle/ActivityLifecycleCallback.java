package androidx.test.runner.lifecycle;

import android.app.Activity;

/** Stands in for {@code androidx.test:monitor}. */
public interface ActivityLifecycleCallback {
  void onActivityLifecycleChanged(Activity activity, Stage stage);
}
