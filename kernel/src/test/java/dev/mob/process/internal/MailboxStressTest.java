package dev.mob.process.internal;

import dev.mob.process.Receive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * A mailbox and its scheduling state under senders and a worker: no message is lost or doubled,
 * each sender's order is kept, and a process with a message is always in a run queue, exactly once.
 */
@DisabledIfSystemProperty(
    named = "mob.vm",
    matches = "zero",
    disabledReason = "instruments classes")
public class MailboxStressTest {

  /** A run queue of which only the length counts. */
  private static final class Counting implements Scheduler {
    final AtomicInteger queued = new AtomicInteger();

    @Override
    public void schedule(ProcessCell process) {
      queued.incrementAndGet();
    }

    @Override
    public void yielded(ProcessCell process) {
      queued.incrementAndGet();
    }

    @Override
    public void await(CallRequest call, ProcessCell caller, long nanos) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ProcessCell current() {
      return null;
    }

    @Override
    public boolean suspend(Duration timeout) {
      return true;
    }

    @Override
    public void resume() {}

    @Override
    public boolean isSuspended() {
      return false;
    }

    @Override
    public void renew() {}

    @Override
    public int workers() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static final int THREADS = 8;

  private final Counting scheduler = new Counting();
  private final List<int[]> handled = new ArrayList<>();
  private final int[] sent = new int[THREADS];
  private final ProcessCell process;

  public MailboxStressTest() {
    ProcessSystem system = ProcessSystem.on(scheduler, () -> 0);
    Receive<Object> recording =
        (message, state, self) -> {
          handled.add((int[]) message);
          return state;
        };
    process = (ProcessCell) system.spawn(recording, null);
    scheduler.queued.set(1);
    run();
  }

  /** Sends the next number of this thread. */
  @Operation
  public boolean send(@Param(gen = ThreadIdGen.class) int thread) {
    return process.push(new Message(new int[] {thread, sent[thread]++}));
  }

  /** A worker's turn, if the process is queued. */
  @Operation(nonParallelGroup = "worker")
  public void run() {
    if (scheduler.queued.get() > 0) {
      scheduler.queued.decrementAndGet();
      if (process.turn(2)) {
        scheduler.queued.incrementAndGet();
      }
    }
  }

  /** When all senders are done, a worker that runs what is queued handles every message. */
  @Validate
  public void nothingIsLostDoubledOrOutOfOrder() {
    while (scheduler.queued.get() == 1) {
      run();
    }
    if (scheduler.queued.get() != 0 || process.mailboxLength() != 0) {
      throw new IllegalStateException(
          process.mailboxLength() + " messages wait, queued " + scheduler.queued + " times");
    }
    int[] next = new int[THREADS];
    for (int[] message : handled) {
      if (message[1] != next[message[0]]++) {
        throw new IllegalStateException("thread " + message[0] + ": not in order " + message[1]);
      }
    }
    if (!Arrays.equals(next, sent)) {
      throw new IllegalStateException(Arrays.toString(sent) + " sent, " + Arrays.toString(next));
    }
  }

  @Test
  void inEveryInterleavingOfASmallSchedule() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(300)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .verifier(EpsilonVerifier.class)
        .check(MailboxStressTest.class);
  }

  @Test
  void underStress() {
    new StressOptions()
        .iterations(10)
        .invocationsPerIteration(2_000)
        .threads(3)
        .actorsPerThread(3)
        .verifier(EpsilonVerifier.class)
        .check(MailboxStressTest.class);
  }
}
