package dev.mob.kernel.internal;

import dev.mob.host.Host;
import dev.mob.kernel.BootFailed;
import dev.mob.kernel.internal.framework.OsgiFramework;
import dev.mob.kernel.internal.home.HomeLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What needs nothing of mob.conf but the home folder: the lock on it and the framework in it. They
 * come up on a thread of their own, beside the check of mob.conf and the start of the processes.
 * Whoever begins it either takes what came up or {@linkplain #abandon abandons} it.
 */
final class Foundation {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Path folder;
  private final FutureTask<Laid> laying;

  /** The lock and the framework; whoever has them closes the framework first. */
  record Laid(HomeLock lock, OsgiFramework framework) {}

  private Foundation(Path folder, Host host) {
    this.folder = folder;
    this.laying = new FutureTask<>(() -> lay(folder, host));
  }

  /** Takes the folder, which is made when it is not there, and starts the framework in it. */
  static Foundation begin(Path folder, Host host) {
    Foundation begun = new Foundation(folder, host);
    new Thread(begun.laying, "mob-framework-start").start();
    return begun;
  }

  /**
   * The same before mob.conf has been checked. Then a folder that is not there is not made:
   * mob.conf may turn out to be wrong, and a wrong mob.conf leaves nothing behind.
   */
  static Optional<Foundation> beginAhead(Path folder, Host host) {
    return Files.isDirectory(folder) ? Optional.of(begin(folder, host)) : Optional.empty();
  }

  private static Laid lay(Path folder, Host host) {
    HomeLock lock = HomeLock.take(folder, host);
    try {
      return new Laid(lock, OsgiFramework.start(lock.home().resolve("framework")));
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** The home folder, as it was given. */
  Path folder() {
    return folder;
  }

  /**
   * Waits until it stands.
   *
   * @throws BootFailed when it does not
   */
  Laid await() {
    try {
      return laying.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BootFailed) {
        throw (BootFailed) e.getCause();
      }
      throw new BootFailed(
          "the OSGi framework does not start: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BootFailed("the boot was interrupted", e);
    }
  }

  /** Ends what came up. Why something did not is not asked any more. */
  void abandon() {
    boolean interrupted = false;
    try {
      for (; ; ) {
        try {
          Laid laid = laying.get();
          try {
            laid.framework().stop(STOP_LIMIT);
          } finally {
            laid.lock().close();
          }
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
