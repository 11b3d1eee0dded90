package dev.mob.background;

import java.util.Map;

/** One run of a piece of work, as its process sees it. */
public interface Work {

  /** The name in the {@link WorkRequest}; for work that a push began also the push's id. */
  String name();

  /** How often it has been begun, this time included. */
  int attempt();

  /** The request's input; for work that a push began with the push's data over it. */
  Map<String, String> input();

  /** What an earlier attempt saved last; empty at first. Unmodifiable. */
  Map<String, String> progress();

  /**
   * Saves how far the work is, for an attempt after this one. Durable when it has returned.
   *
   * @throws IllegalStateException when this run is over
   */
  void saveProgress(Map<String, String> progress);

  /**
   * Ends the run. Durable when it has returned; the process ends itself afterwards. Without it, a
   * process that ends normally counts as {@link WorkResult#NO_DATA}, one that crashes as {@link
   * WorkResult#RETRY}.
   *
   * @throws IllegalStateException when this run is over
   */
  void finish(WorkResult result);
}
