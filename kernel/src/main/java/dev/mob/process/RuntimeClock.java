package dev.mob.process;

/**
 * The time that timers and time-outs go by; monotonic, in nanoseconds from an arbitrary start. A
 * test gives its own.
 */
@FunctionalInterface
public interface RuntimeClock {
  RuntimeClock SYSTEM = System::nanoTime;

  long nanoTime();
}
