package dev.mob.cluster;

import dev.mob.process.Pid;

/** A process was not moved: it runs on where it was. The message says why. */
public final class MoveFailed extends RuntimeException {
  private final Pid process;

  public MoveFailed(Pid process, String why, Throwable cause) {
    super(process + " stays where it is: " + why, cause);
    this.process = process;
  }

  public Pid process() {
    return process;
  }
}
