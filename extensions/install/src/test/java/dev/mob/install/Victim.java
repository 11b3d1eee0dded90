package dev.mob.install;

import dev.mob.config.MobConfReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that changes an extension folder, and waits at one step to be killed. */
final class Victim {
  private Victim() {}

  /**
   * @param arguments mob.conf, the step, {@code install}, {@code rollback} or {@code remove}, and
   *     the archive or the id
   */
  public static void main(String[] arguments) throws Exception {
    Path conf = Path.of(arguments[0]);
    InstallStep last = InstallStep.valueOf(arguments[1]);
    Installer installer =
        Installer.of(new MobConfReader(Map.of()).read(conf), conf)
            .progress(
                step -> {
                  if (step == last) {
                    System.out.println("at " + step);
                    waitForEver();
                  }
                });
    switch (arguments[2]) {
      case "install" -> {
        try (Prepared prepared = installer.prepare(Path.of(arguments[3]))) {
          prepared.commit();
        }
      }
      case "rollback" -> installer.rollback(arguments[3]);
      default -> installer.remove(arguments[3]);
    }
    System.out.println("ended");
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
