package dev.mob.kernel.internal.find;

import dev.mob.config.Checked;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.Diagnostics;
import dev.mob.config.MobConfFile;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.kernel.packaging.BundleContent;
import dev.mob.kernel.packaging.Found;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.kernel.packaging.Packaging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Extensions on the app's class path. */
public final class LinkedPackaging implements Packaging {
  /** The packaging's name. */
  public static final String NAME = "linked";

  private final LinkedExtensions linked;
  private final List<Reading> readings = new ArrayList<>();

  /** One descriptor, read once by whoever comes first: the class path does not change. */
  private static final class Reading {
    final LinkedExtensions.Entry entry;
    final FutureTask<Checked<Descriptor>> task;

    Reading(LinkedExtensions.Entry entry, DescriptorReader reader) {
      this.entry = entry;
      this.task = new FutureTask<>(() -> reader.read(entry.descriptor(), origin(entry)));
    }

    Checked<Descriptor> descriptor() {
      task.run();
      boolean interrupted = false;
      try {
        for (; ; ) {
          try {
            return task.get();
          } catch (InterruptedException e) {
            // Another thread is at it, which takes milliseconds.
            interrupted = true;
          } catch (ExecutionException e) {
            throw new IllegalStateException(
                "the descriptor " + entry.descriptor() + " cannot be read", e.getCause());
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  public LinkedPackaging(LinkedExtensions linked) {
    this.linked = linked;
    DescriptorReader reader = new DescriptorReader();
    for (LinkedExtensions.Entry entry : linked.entries()) {
      readings.add(new Reading(entry, reader));
    }
  }

  /**
   * Reads the descriptors, from the last to the first, so that a {@link #find} on another thread
   * meets it in the middle. Needs no mob.conf; a boot begins it before it reads that.
   */
  public void readAhead() {
    for (int i = readings.size() - 1; i >= 0; i--) {
      readings.get(i).task.run();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Found find(MobConfFile conf) {
    List<PackagedExtension> found = new ArrayList<>();
    Diagnostics problems = Diagnostics.none();
    for (Reading reading : readings) {
      LinkedExtensions.Entry entry = reading.entry;
      Checked<Descriptor> read = reading.descriptor();
      problems = problems.plus(read.diagnostics());
      if (read.value().isPresent()) {
        Descriptor descriptor = read.value().get();
        found.add(
            new PackagedExtension(
                descriptor,
                name(),
                origin(entry),
                BundleContent.ofModule(
                    "mob:linked/" + descriptor.id(),
                    // Classes on the class path do not change while the app runs.
                    "",
                    new LinkedModule(descriptor, entry, linked.loader()))));
      }
    }
    return new Found(found, Collections.emptyList(), problems);
  }

  /**
   * {@code notify-1.0.jar!/META-INF/mob/extension.conf} for {@code jar:file:/…/notify-1.0.jar!…}.
   */
  private static String origin(LinkedExtensions.Entry entry) {
    String url = entry.descriptor().toString();
    int inside = url.indexOf("!/");
    if (inside < 0) {
      return url.startsWith("file:") ? url.substring("file:".length()) : url;
    }
    return url.substring(url.lastIndexOf('/', inside - 1) + 1);
  }
}
