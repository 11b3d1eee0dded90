package dev.mob.host.android;

import static org.robolectric.Shadows.shadowOf;

import android.app.AlarmManager;
import android.app.Application;
import android.app.Service;
import android.app.job.JobInfo;
import android.app.job.JobParameters;
import android.app.job.JobScheduler;
import android.content.Intent;
import android.os.Looper;
import android.os.PersistableBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.robolectric.Robolectric;
import org.robolectric.android.controller.ServiceController;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowAlarmManager;
import org.robolectric.shadows.ShadowAlarmManager.ScheduledAlarm;
import org.robolectric.util.ReflectionHelpers;

/**
 * The part of the operating system that Robolectric leaves to a test: it starts the services that
 * the app has asked for and ends them, and runs the jobs that are due. Time is Robolectric's clock.
 */
final class PhoneSystem {
  private final Application application;
  private final List<ServiceController<? extends Service>> services = new ArrayList<>();
  private int starts;
  private MobJobService jobService;

  PhoneSystem(Application application) {
    this.application = application;
  }

  /** Starts what was asked for and ends what has stopped itself, as the system does. */
  void attend() {
    for (Intent asked = next(); asked != null; asked = next()) {
      start(asked);
    }
    services.removeIf(
        controller -> {
          boolean stopped = shadowOf(controller.get()).isStoppedBySelf();
          if (stopped) {
            controller.destroy();
          }
          return stopped;
        });
    shadowOf(Looper.getMainLooper()).idle();
  }

  private Intent next() {
    return shadowOf(application).getNextStartedService();
  }

  private void start(Intent intent) {
    if (services.isEmpty()) {
      services.add(Robolectric.buildService(MobForegroundService.class).create());
    }
    services.get(0).get().onStartCommand(intent, 0, ++starts);
  }

  /** The running foreground service. */
  MobForegroundService service() {
    return (MobForegroundService) services.get(0).get();
  }

  boolean hasService() {
    return !services.isEmpty();
  }

  /** Ends the service without asking it. */
  void endService() {
    services.remove(0).destroy();
  }

  /** Runs the jobs whose time has come, with all conditions taken for met. */
  void runDueJobs(long now) {
    JobScheduler scheduler = application.getSystemService(JobScheduler.class);
    for (JobInfo job : List.copyOf(scheduler.getAllPendingJobs())) {
      if (job.getExtras().getLong("due-at") <= now) {
        begin(job);
        scheduler.cancel(job.getId());
      }
    }
  }

  /** Has the job service begin a job. */
  boolean begin(JobInfo job) {
    return jobService().onStartJob(parameters(job.getId(), job.getExtras()));
  }

  MobJobService jobService() {
    if (jobService == null) {
      jobService = Robolectric.buildService(MobJobService.class).create().get();
    }
    return jobService;
  }

  /** Every API level has its own constructor; two fields are all that the host reads. */
  static JobParameters parameters(int id, PersistableBundle extras) {
    JobParameters parameters = Shadow.newInstanceOf(JobParameters.class);
    ReflectionHelpers.setField(parameters, "jobId", id);
    ReflectionHelpers.setField(parameters, "extras", extras);
    return parameters;
  }

  /** A reboot: Android forgets all alarms. */
  @SuppressWarnings("deprecation") // Robolectric names nothing else for it
  void forgetAlarms() {
    AlarmManager alarms = application.getSystemService(AlarmManager.class);
    shadowOf(alarms).getScheduledAlarms().forEach(each -> alarms.cancel(each.operation));
  }

  /** Sends the alarms whose time has come. */
  @SuppressWarnings("deprecation") // Robolectric names nothing else for it
  void fireDueAlarms(long now) {
    ShadowAlarmManager alarms = shadowOf(application.getSystemService(AlarmManager.class));
    for (ScheduledAlarm alarm : List.copyOf(alarms.getScheduledAlarms())) {
      if (alarm.getTriggerAtMs() <= now) {
        application.getSystemService(AlarmManager.class).cancel(alarm.operation);
        new NotificationAlarmReceiver()
            .onReceive(application, shadowOf(alarm.operation).getSavedIntent());
      }
    }
  }

  /** Lets the main thread run, and the rest of the phone, until this is so. */
  void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      attend();
      runDueJobs(System.currentTimeMillis());
      fireDueAlarms(System.currentTimeMillis());
      Thread.onSpinWait();
    }
  }
}
