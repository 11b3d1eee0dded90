package dev.mob.host.android.background;

import android.Manifest;
import android.app.job.JobInfo;
import android.app.job.JobParameters;
import android.app.job.JobScheduler;
import android.content.ComponentName;
import android.content.Context;
import android.content.pm.PackageManager;
import dev.mob.background.Constraints;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Work by Android's {@link JobScheduler}: a job for each slot, which carries the slot's name.
 *
 * <p>To schedule a job anew with the number of one that runs stops that one (developer.android.com,
 * {@code JobScheduler.schedule}), and the extension plans the next attempt while an attempt runs.
 * So a job that runs is left alone and the next one gets a number of its own; one that waits for
 * the same already is left alone too, since Android counts how often an app schedules.
 *
 * <p>Safe for use from any thread.
 */
public final class AndroidWork implements WorkPlatform {
  /** The first of the numbers of our jobs; an app's own should be elsewhere. */
  public static final int FIRST_JOB = 0x4d6f_0000;

  /** Android lets an app have 100 jobs (API 26); half are the app's own. */
  static final int JOBS = 50;

  /** After its window is over a job's process is no longer kept; what is left to say so. */
  private static final Duration LEFT_AT_STOP = Duration.ofMillis(500);

  private final JobScheduler scheduler;
  private final ComponentName service;
  private final PhoneConditions conditions;
  private final boolean persistent;
  private final LongSupplier clock;
  private final Map<Integer, Job> runningJobs = new LinkedHashMap<>();
  private final List<Opportunity> early = new ArrayList<>();
  private Listener listener;
  private boolean nobodyWillListen;

  /**
   * @param serviceClass the {@link android.app.job.JobService} that calls {@link #begin} and {@link
   *     #stop}
   * @param clock the time in milliseconds since 1970
   */
  public AndroidWork(Context context, Class<?> serviceClass, LongSupplier clock) {
    this.scheduler = context.getSystemService(JobScheduler.class);
    this.service = new ComponentName(context, serviceClass);
    this.conditions = new PhoneConditions(context);
    this.clock = clock;
    // Without the permission Android throws at a job that is to survive a reboot.
    this.persistent =
        context.checkSelfPermission(Manifest.permission.RECEIVE_BOOT_COMPLETED)
            == PackageManager.PERMISSION_GRANTED;
  }

  @Override
  public void listen(Listener told) {
    List<Opportunity> waiting;
    synchronized (this) {
      listener = told;
      waiting = new ArrayList<>(early);
      early.clear();
    }
    for (Opportunity opportunity : waiting) {
      told.opportunity(opportunity);
    }
  }

  /** The kernel is up and no extension listens, or it has stopped: what comes is done at once. */
  public void nobodyListens() {
    List<Opportunity> waiting;
    synchronized (this) {
      if (listener != null) {
        return;
      }
      nobodyWillListen = true;
      waiting = new ArrayList<>(early);
      early.clear();
    }
    for (Opportunity opportunity : waiting) {
      opportunity.finished(WorkResult.NO_DATA);
    }
  }

  /** The listener is gone: the kernel has stopped. */
  public synchronized void forgetListener() {
    listener = null;
    nobodyWillListen = true;
  }

  @Override
  public synchronized void plan(List<Slot> slots) {
    Map<String, PlannedJob> known = new LinkedHashMap<>();
    Set<Integer> taken = new HashSet<>(runningJobs.keySet());
    for (JobInfo pending : scheduler.getAllPendingJobs()) {
      if (PlannedJob.isOurs(pending, service) && !runningJobs.containsKey(pending.getId())) {
        PlannedJob job = PlannedJob.of(pending);
        known.put(job.name(), job);
        taken.add(pending.getId());
      }
    }
    List<Slot> soonest = new ArrayList<>(slots);
    soonest.sort((a, b) -> a.delay().compareTo(b.delay()));
    for (Slot slot : soonest.subList(0, Math.min(JOBS, soonest.size()))) {
      PlannedJob before = known.remove(slot.name());
      PlannedJob now =
          PlannedJob.of(slot, clock.getAsLong(), before == null ? free(taken) : before.id());
      taken.add(now.id());
      if (!now.isAsGoodAs(before)) {
        scheduler.schedule(now.info(service, clock.getAsLong(), persistent));
      }
    }
    for (PlannedJob dropped : known.values()) {
      scheduler.cancel(dropped.id());
    }
  }

  private static int free(Set<Integer> taken) {
    int id = FIRST_JOB;
    while (taken.contains(id)) {
      id++;
    }
    return id;
  }

  @Override
  public long now() {
    return clock.getAsLong();
  }

  /**
   * The system has started a job.
   *
   * @param done tells it that the job is finished; called once, from any thread
   * @return whether the job goes on after this call
   */
  public boolean begin(JobParameters parameters, Runnable done) {
    Job job = new Job(parameters.getJobId(), PlannedJob.of(parameters), done);
    Listener told;
    synchronized (this) {
      if (nobodyWillListen && listener == null) {
        return false;
      }
      runningJobs.put(job.id, job);
      told = listener;
      if (told == null) {
        early.add(job);
      }
    }
    if (told != null) {
      told.opportunity(job);
    }
    return true;
  }

  /** The system's time for a job is over, or its conditions no longer hold. */
  public void stop(JobParameters parameters) {
    Job job;
    Listener told;
    synchronized (this) {
      job = runningJobs.remove(parameters.getJobId());
      told = listener;
      early.remove(job);
    }
    if (job != null && told != null) {
      told.expiring(job, LEFT_AT_STOP);
    }
  }

  /** A silent push has come: a window for the work that waits for one. */
  public void pushed(Push push, Runnable done) {
    Opportunity opportunity = new PushOpportunity(push, conditions, done);
    Listener told;
    synchronized (this) {
      told = listener;
      if (told == null && !nobodyWillListen) {
        early.add(opportunity);
        return;
      }
    }
    if (told == null) {
      done.run();
    } else {
      told.opportunity(opportunity);
    }
  }

  private final class Job implements Opportunity {
    private final int id;
    private final PlannedJob planned;
    private final Runnable done;

    Job(int id, PlannedJob planned, Runnable done) {
      this.id = id;
      this.planned = planned;
      this.done = done;
    }

    @Override
    public WorkKind kind() {
      return planned.kind();
    }

    @Override
    public Optional<String> slot() {
      return Optional.of(planned.name());
    }

    @Override
    public boolean meets(Constraints constraints) {
      return conditions.meet(constraints);
    }

    @Override
    public Optional<Push> push() {
      return Optional.empty();
    }

    @Override
    public void finished(WorkResult result) {
      boolean runs;
      synchronized (AndroidWork.this) {
        runs = runningJobs.remove(id, this);
      }
      if (runs) {
        // The extension has planned the next attempt, so the system is not asked to.
        done.run();
      }
    }
  }
}
