package dev.mob.host.android;

import android.app.job.JobParameters;
import android.app.job.JobService;
import dev.mob.background.LaunchReason;

/** The system's jobs for deferred work; declared by the manifest, never used by an app. */
public final class MobJobService extends JobService {
  private MobHost host;

  @Override
  public void onCreate() {
    super.onCreate();
    host = MobHost.from(this);
    host.lifecycle().launchedFor(LaunchReason.WORK);
  }

  @Override
  public boolean onStartJob(JobParameters parameters) {
    return host.work().begin(parameters, () -> jobFinished(parameters, false));
  }

  /** The extension tries again by itself, so the system need not. */
  @Override
  public boolean onStopJob(JobParameters parameters) {
    host.work().stop(parameters);
    return false;
  }
}
