package dev.mob.host.android.background;

import android.app.job.JobInfo;
import android.app.job.JobParameters;
import android.content.ComponentName;
import android.os.PersistableBundle;
import dev.mob.background.Constraints;
import dev.mob.background.WorkKind;
import dev.mob.background.platform.WorkPlatform.Slot;

/**
 * A slot as a job: what it is goes into the job's extras, from which it is read again, also after
 * the app was killed.
 *
 * @param id the job's number
 * @param dueAt when it may run, in milliseconds since 1970
 */
record PlannedJob(int id, String name, WorkKind kind, long dueAt, Constraints constraints) {
  /** Jobs run within minutes of their time; this much apart they are the same. */
  private static final long SAME_MILLIS = 1_000;

  private static final String NAME = "name";
  private static final String KIND = "kind";
  private static final String DUE_AT = "due-at";
  private static final String NETWORK = "network";
  private static final String CHARGING = "charging";
  private static final String IDLE = "idle";

  static PlannedJob of(Slot slot, long now, int id) {
    return new PlannedJob(
        id, slot.name(), slot.kind(), now + slot.delay().toMillis(), slot.constraints());
  }

  static PlannedJob of(JobInfo info) {
    return of(info.getId(), info.getExtras());
  }

  static PlannedJob of(JobParameters parameters) {
    return of(parameters.getJobId(), parameters.getExtras());
  }

  private static PlannedJob of(int id, PersistableBundle extras) {
    return new PlannedJob(
        id,
        extras.getString(NAME, ""),
        WorkKind.valueOf(extras.getString(KIND, WorkKind.REFRESH.name())),
        extras.getLong(DUE_AT),
        new Constraints(
            Constraints.Network.valueOf(extras.getString(NETWORK, Constraints.Network.NONE.name())),
            extras.getInt(CHARGING) == 1,
            extras.getInt(IDLE) == 1));
  }

  static boolean isOurs(JobInfo info, ComponentName service) {
    return info.getService().equals(service) && info.getExtras().containsKey(NAME);
  }

  /** Whether another job waits for the same, so that this one need not be scheduled. */
  boolean isAsGoodAs(PlannedJob other) {
    return other != null
        && other.kind == kind
        && other.constraints.equals(constraints)
        && Math.abs(other.dueAt - dueAt) < SAME_MILLIS;
  }

  JobInfo info(ComponentName service, long now, boolean persistent) {
    PersistableBundle extras = new PersistableBundle();
    extras.putString(NAME, name);
    extras.putString(KIND, kind.name());
    extras.putLong(DUE_AT, dueAt);
    extras.putString(NETWORK, constraints.network().name());
    extras.putInt(CHARGING, constraints.charging() ? 1 : 0);
    extras.putInt(IDLE, constraints.idle() ? 1 : 0);
    return new JobInfo.Builder(id, service)
        .setExtras(extras)
        .setMinimumLatency(Math.max(0, dueAt - now))
        .setRequiredNetworkType(network(constraints.network()))
        .setRequiresCharging(constraints.charging())
        .setRequiresDeviceIdle(constraints.idle())
        .setPersisted(persistent)
        .build();
  }

  private static int network(Constraints.Network network) {
    switch (network) {
      case ANY:
        return JobInfo.NETWORK_TYPE_ANY;
      case UNMETERED:
        return JobInfo.NETWORK_TYPE_UNMETERED;
      default:
        return JobInfo.NETWORK_TYPE_NONE;
    }
  }
}
