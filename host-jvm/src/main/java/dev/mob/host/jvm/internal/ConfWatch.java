package dev.mob.host.jvm.internal;

import dev.mob.config.ConfigurationException;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelListener;
import dev.mob.kernel.KernelState;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies mob.conf as soon as it is saved, where it says {@code watch = true}. Watches the file
 * itself, not those that it includes. A daemon thread of its own, from when the kernel is ready
 * until it stops; a file with mistakes is logged and changes nothing.
 */
public final class ConfWatch implements KernelListener {
  private static final Logger log = LoggerFactory.getLogger(ConfWatch.class);

  /** Editors write a file in several steps. */
  private static final long QUIET_MILLIS = 150;

  private final Kernel kernel;
  private final Path conf;
  private boolean wanted;
  private WatchService watching;

  public ConfWatch(Kernel kernel, Path conf) {
    this.kernel = kernel;
    this.conf = conf.toAbsolutePath().normalize();
  }

  @Override
  public synchronized void on(KernelEvent event) {
    if (event instanceof KernelEvent.Planned planned) {
      wanted = planned.plan().conf().settings().bool("watch");
    } else if (event instanceof KernelEvent.Ready && wanted) {
      open();
    } else if (event instanceof KernelEvent.Stopping) {
      close();
    }
  }

  private void open() {
    try {
      byte[] known = Files.readAllBytes(conf);
      watching = conf.getFileSystem().newWatchService();
      // Many editors write a new file and rename it, so the folder is what has to be watched.
      conf.getParent()
          .register(
              watching, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      WatchService service = watching;
      Thread thread = new Thread(() -> watch(service, known), "mob-conf-watch");
      thread.setDaemon(true);
      thread.start();
    } catch (IOException e) {
      log.warn("{} is not watched: {}", conf, e.toString());
    }
  }

  private void close() {
    if (watching != null) {
      try {
        watching.close();
      } catch (IOException e) {
        log.debug("the watch on {} was not closed", conf, e);
      }
    }
  }

  private void watch(WatchService service, byte[] first) {
    byte[] known = first;
    try {
      while (true) {
        again(service.take());
        for (WatchKey more = pause(service); more != null; more = pause(service)) {
          again(more);
        }
        byte[] now = content();
        if (now != null && !Arrays.equals(known, now)) {
          known = now;
          apply();
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException stopped) {
      log.debug("the watch on {} has ended", conf);
    }
  }

  private static WatchKey pause(WatchService service) throws InterruptedException {
    return service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void again(WatchKey key) {
    key.pollEvents();
    key.reset();
  }

  /** {@code null} while it is not there. */
  private byte[] content() {
    try {
      return Files.readAllBytes(conf);
    } catch (IOException betweenTwoSteps) {
      return null;
    }
  }

  private void apply() {
    try {
      kernel.reload();
    } catch (ConfigurationException wrong) {
      log.warn(
          "{} was saved with mistakes, so nothing has changed\n{}",
          conf,
          wrong.diagnostics().render());
    } catch (RuntimeException failed) {
      if (kernel.status().state() == KernelState.READY) {
        log.warn("{} was saved, and could not be applied", conf, failed);
      }
    }
  }
}
