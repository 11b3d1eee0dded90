package dev.mob.background;

/** Work that is one function; see {@link Background#worker(String, WorkFunction)}. */
@FunctionalInterface
public interface WorkFunction {

  /**
   * Does the work.
   *
   * @throws Exception when it failed; it is tried again after the request's back-off
   */
  WorkResult run(Work work) throws Exception;
}
