package dev.mob.kernel;

import java.util.Locale;

/**
 * A hot update did not succeed. The old version runs on with its processes and their states, unless
 * {@link #isRestored} says that even this failed; the message says which.
 */
public final class UpdateFailed extends RuntimeException {

  /** How far an update came. */
  public enum Step {
    /** The new file is read and checked; nothing of it has run. */
    CHECK,
    /** Its bundle is installed beside the old one and resolved; nothing of it has run. */
    INSTALL,
    /** Its {@code activate} runs, while the old version works. */
    ACTIVATE,
    /** The processes come to rest. */
    QUIESCE,
    /** The states and the waiting messages are carried over. */
    CODE_CHANGE,
    /** The new version works and may yet be taken back. */
    PROBATION,
    /** The new file takes the old one's place on disk. */
    KEEP
  }

  private final Step step;
  private final boolean restored;
  private final Failure failure;

  /**
   * @param restored true when the old version runs on
   * @param what one line: the extension and the versions
   */
  public UpdateFailed(Step step, boolean restored, String what, Failure failure) {
    super(
        what
            + " failed ("
            + step.name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + "): "
            + failure.summary());
    this.step = step;
    this.restored = restored;
    this.failure = failure;
  }

  public Step step() {
    return step;
  }

  /** True when the old version runs on with its processes and their states. */
  public boolean isRestored() {
    return restored;
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }
}
