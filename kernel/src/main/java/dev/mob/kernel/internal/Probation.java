package dev.mob.kernel.internal;

import dev.mob.kernel.Failure;
import dev.mob.kernel.JarKeeper;
import dev.mob.kernel.UpdateFailed;
import dev.mob.kernel.UpdateReport;
import dev.mob.kernel.packaging.PackagedExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An update that has been made and may yet be taken back; knows how it ended once it has. */
final class Probation {
  final HotUpdate update;
  final PackagedExtension old;
  final Path jar;
  final JarKeeper keeper;
  private final UpdateReport report;
  private final Duration time;
  private UpdateFailed failed;
  private boolean settled;

  Probation(
      HotUpdate update,
      UpdateReport report,
      PackagedExtension old,
      Path jar,
      JarKeeper keeper,
      Duration time) {
    this.update = update;
    this.report = report;
    this.old = old;
    this.jar = jar;
    this.keeper = keeper;
    this.time = time;
  }

  /**
   * Waits until the time has passed, or the verdict is there already. Without the kernel's turn.
   */
  void await() {
    try {
      update.verdict().get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException passed) {
      // It has stood the test.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a verdict is never an exception", e);
    }
  }

  /** What crashed meanwhile. */
  Optional<Failure> crash() {
    return update.verdict().getNow(Optional.empty());
  }

  void passed() {
    settled = true;
  }

  void failed(UpdateFailed how) {
    settled = true;
    failed = how;
  }

  /** How it ended. With the kernel's turn. */
  UpdateReport outcome() {
    if (!settled) {
      throw update.failed(
          UpdateFailed.Step.PROBATION, true, Failure.of("the kernel was stopped meanwhile"));
    }
    if (failed != null) {
      throw failed;
    }
    return report;
  }
}
