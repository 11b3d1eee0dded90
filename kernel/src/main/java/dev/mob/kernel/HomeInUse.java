package dev.mob.kernel;

import java.nio.file.Path;

/** Another kernel runs on the home folder; the message says which process, and since when. */
public final class HomeInUse extends BootFailed {
  private final transient Path home;

  public HomeInUse(Path home, String holder) {
    super(
        "home folder "
            + home
            + " is in use by "
            + holder
            + "; stop that kernel, or choose another home folder",
        null);
    this.home = home;
  }

  /** The folder that both want. */
  public Path home() {
    return home;
  }
}
