package dev.mob.host.ios.internal.shim;

/** BackgroundTasks' {@code BGTaskScheduler}. */
public final class TaskScheduler {
  /** The identifiers that the shim has registered at launch. */
  public native String[] registered();

  /**
   * {@code submitTaskRequest:} with a {@code BGAppRefreshTaskRequest}.
   *
   * @param seconds until its {@code earliestBeginDate}
   * @throws ShimFailure as {@code BGTaskSchedulerErrorDomain}: 1 unavailable, 2 too many, 3 not
   *     permitted
   */
  public native void submitRefresh(String identifier, double seconds);

  /**
   * {@code submitTaskRequest:} with a {@code BGProcessingTaskRequest}.
   *
   * @throws ShimFailure as {@link #submitRefresh}
   */
  public native void submitProcessing(
      String identifier, double seconds, boolean network, boolean power);

  /** {@code cancelTaskRequestWithIdentifier:}. */
  public native void cancel(String identifier);

  /**
   * {@code setTaskCompletedWithSuccess:}; later calls for the same task do nothing.
   *
   * @return whether it was still open
   */
  public native boolean complete(long task, boolean success);

  /** Gives the events from now on, first those that have waited. */
  public native void listen(TaskEvents events);
}
