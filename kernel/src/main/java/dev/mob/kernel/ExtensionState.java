package dev.mob.kernel;

/**
 * Where an extension is in its life; the same for every packaging.
 *
 * <pre>
 *   PLANNED --> INSTALLED --> RESOLVED --> ACTIVATING --> ACTIVE --> STOPPING --> STOPPED
 *      |            |             |             |            |           |
 *      |            +-------------+-------------+------------+-----------+--> FAILED
 *      +--> STOPPED   (what it requires is not active)
 * </pre>
 */
public enum ExtensionState {
  /**
   * mob.conf names it, its descriptor has been read and its settings are valid. None of its code
   * has been loaded.
   */
  PLANNED,
  /** The framework has its bundle. None of its code has been loaded. */
  INSTALLED,
  /** All that its bundle imports has been found. None of its code has run. */
  RESOLVED,
  /** Its supervisor runs, and its {@code activate} is running. */
  ACTIVATING,
  /** Its {@code activate} has returned; its services are registered and its processes run. */
  ACTIVE,
  /** Its services are being withdrawn and its processes stopped, in reverse order. */
  STOPPING,
  /**
   * It does not run: it was stopped in order, or what it requires is not active. The status's
   * failure says so in the second case.
   */
  STOPPED,
  /**
   * It does not run because it went wrong; the status says how. Nothing that it had registered is
   * left, except a thread of its own that did not obey an interrupt, which the status names.
   */
  FAILED
}
