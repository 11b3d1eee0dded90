package dev.mob.process.internal;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * A worker's queue under its owner and two thieves: every process is taken exactly once, in order.
 */
@DisabledIfSystemProperty(
    named = "mob.vm",
    matches = "zero",
    disabledReason = "instruments classes")
public class LocalQueueLinearizabilityTest {
  private static final ProcessSystem SYSTEM =
      ProcessSystem.seeded(new SeededScheduler(1), Integer.MAX_VALUE);
  private static final ProcessCell[] PROCESSES = new ProcessCell[8];

  static {
    for (int i = 0; i < PROCESSES.length; i++) {
      PROCESSES[i] =
          new ProcessCell(SYSTEM, (dev.mob.process.Receive<Object>) (m, s, self) -> s, null, null);
      PROCESSES[i].identify(i, 0);
    }
  }

  private final LocalQueue queue = new LocalQueue();

  @Operation(nonParallelGroup = "owner")
  public void add(
      @org.jetbrains.lincheck.datastructures.Param(
              gen = org.jetbrains.lincheck.datastructures.IntGen.class,
              conf = "0:7")
          int process) {
    queue.add(PROCESSES[process]);
  }

  @Operation(nonParallelGroup = "owner")
  public int poll() {
    return idOf(queue.poll());
  }

  /**
   * What a thief takes beyond the first would be in the thief's queue; one at a time shows it all.
   */
  @Operation
  public int steal() {
    LocalQueue own = new LocalQueue();
    ProcessCell first = queue.stealInto(own);
    int all = idOf(first);
    for (ProcessCell next = own.poll(); next != null; next = own.poll()) {
      all = all * 10 + idOf(next);
    }
    return all;
  }

  private static int idOf(ProcessCell process) {
    return process == null ? -1 : process.id() + 1;
  }

  @Test
  void everyInterleavingOfASmallScheduleIsLinearizable() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(3)
        .check(LocalQueueLinearizabilityTest.class);
  }

  @Test
  void holdsUnderStress() {
    new StressOptions()
        .iterations(10)
        .invocationsPerIteration(2_000)
        .threads(3)
        .actorsPerThread(3)
        .check(LocalQueueLinearizabilityTest.class);
  }
}
