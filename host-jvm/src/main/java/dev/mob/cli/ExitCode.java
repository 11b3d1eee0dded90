package dev.mob.cli;

/** What the command's exit codes mean; scripts rely on them. */
final class ExitCode {
  /** It worked. */
  static final int OK = 0;

  /** Something failed while it ran. */
  static final int FAILURE = 1;

  /** What it was given is wrong: mob.conf, or the command line. */
  static final int BAD_INPUT = 2;

  private ExitCode() {}
}
