package dev.mob.kernel.internal;

import dev.mob.config.Checked;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.KernelListener;
import dev.mob.kernel.KernelStatus;
import dev.mob.kernel.ReloadReport;
import dev.mob.kernel.StopReport;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SupervisionTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A kernel from its boot to its end. */
public final class KernelLife {
  public KernelLife(Surroundings surroundings, List<KernelListener> listeners) {}

  public Checked<BootPlan> check() {
    throw new UnsupportedOperationException();
  }

  public KernelStatus boot() {
    throw new UnsupportedOperationException();
  }

  public KernelStatus status() {
    throw new UnsupportedOperationException();
  }

  public ProcessRuntime runtime() {
    throw new UnsupportedOperationException();
  }

  public Optional<SupervisionTree> tree(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  public <T> Optional<T> find(Class<T> contract) {
    throw new UnsupportedOperationException();
  }

  public <T> List<T> findAll(Class<T> contract) {
    throw new UnsupportedOperationException();
  }

  public void addListener(KernelListener listener) {
    throw new UnsupportedOperationException();
  }

  public void removeListener(KernelListener listener) {
    throw new UnsupportedOperationException();
  }

  public ReloadReport reload() {
    throw new UnsupportedOperationException();
  }

  public StopReport stop(Duration limit) {
    throw new UnsupportedOperationException();
  }
}
