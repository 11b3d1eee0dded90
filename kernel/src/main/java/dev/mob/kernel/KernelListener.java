package dev.mob.kernel;

/**
 * Hears what happens to a kernel. Called on the thread on which it happens, one event after the
 * other and in order; must not block, and what it throws is logged and ignored.
 */
@FunctionalInterface
public interface KernelListener {
  void on(KernelEvent event);
}
