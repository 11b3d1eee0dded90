package dev.mob.host.android.internal;

import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelStatus;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Boots a kernel on a thread of its own. */
public final class Boot {
  private static final Logger LOG = LoggerFactory.getLogger(Boot.class);

  private Boot() {}

  /**
   * Begins.
   *
   * @param ready completed with the outcome
   * @param booted runs before that, however it went
   */
  public static void begin(Kernel kernel, CompletableFuture<KernelStatus> ready, Runnable booted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                KernelStatus status = kernel.boot();
                booted.run();
                ready.complete(status);
              } catch (RuntimeException | Error e) {
                LOG.error("Mob does not start: {}", e.getMessage(), e);
                booted.run();
                ready.completeExceptionally(e);
              }
            },
            "mob-boot");
    thread.start();
  }
}
