package dev.mob.host.ios.internal;

import dev.mob.config.ConfigurationException;
import dev.mob.host.ios.MobHost;
import dev.mob.host.ios.internal.log.SystemLogHandler;
import dev.mob.host.ios.internal.shim.SystemLog;
import dev.mob.kernel.BootFailed;
import dev.mob.kernel.Kernel;
import java.nio.file.Path;

/** What the shim calls when the VM is there. The shim owns it, as long as the process lives. */
public final class Launch {
  private final Kernel kernel;
  private final String failure;

  private Launch(Kernel kernel, String failure) {
    this.kernel = kernel;
    this.failure = failure;
  }

  /**
   * Boots the kernel; returns when it is ready or has failed. Called by the shim.
   *
   * @param conf mob.conf
   * @param home the home folder
   */
  public static Launch of(String conf, String home) {
    SystemLogHandler.install(new SystemLog());
    Kernel kernel = MobHost.of(Path.of(conf), Path.of(home)).build();
    try {
      kernel.boot();
      return new Launch(kernel, null);
    } catch (ConfigurationException e) {
      return new Launch(kernel, "configuration: " + e.getMessage());
    } catch (BootFailed e) {
      return new Launch(kernel, "boot: " + e.getMessage());
    }
  }

  /**
   * What went wrong, as {@code configuration: …} or {@code boot: …}; {@code null} when the kernel
   * is ready. Called by the shim.
   */
  public String failure() {
    return failure;
  }

  /** Stops the kernel. Called by the shim. */
  public void stop() {
    kernel.stop();
  }
}
