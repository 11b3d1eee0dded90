package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.kernel.TestKernel.How;
import dev.mob.process.Child;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Tuple;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updates while four senders never stop sending. Each message carries its sender and a number, each
 * process counts what it gets and notes a number that is not the next one of that sender.
 */
@Tag("code-from-outside")
class HotUpdateLoadTest {
  private static final int SENDERS = 4;

  @TempDir Path folder;

  @Test
  void noMessageIsLostDoubledOrOutOfOrderInTenUpdatesUnderLoad() throws Exception {
    updatesUnderLoad(1_000, 10, 100_000);
  }

  @Test
  @Tag("soak")
  void noMessageIsLostDoubledOrOutOfOrderInFiftyUpdatesOfTenThousandProcesses() throws Exception {
    updatesUnderLoad(10_000, 50, 1_000_000);
  }

  /**
   * @param ahead how far the senders may be ahead of the processes: what the heap of a test holds
   */
  private void updatesUnderLoad(int processes, int updates, long ahead) throws Exception {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          HotUpdateTest.settled(test, "")
              .with(How.BUNDLE, counters("1.0.0", processes), "alpha")
              .boot();
      ProcessRuntime runtime = kernel.runtime();
      Path[] versions = {
        counters("1.1.0", processes).as(folder.resolve("new/even.jar")),
        counters("1.2.0", processes).as(folder.resolve("new/odd.jar"))
      };
      List<Pid> pids = pids(runtime);
      assertThat(pids).hasSize(processes);
      List<Sender> senders = new ArrayList<>();
      AtomicLong sent = new AtomicLong();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(new Sender(runtime, pids, i, sent, ahead));
      }
      senders.forEach(Thread::start);

      List<WeakReference<ClassLoader>> old = new ArrayList<>();
      Duration longest = Duration.ZERO;
      for (int i = 0; i < updates; i++) {
        old.add(loader(runtime, pids.get(0)));
        long before = sent.get();
        UpdateReport report = kernel.update("alpha", versions[i % 2]);
        assertThat(report.processes()).isGreaterThanOrEqualTo(processes);
        longest = report.pause().compareTo(longest) > 0 ? report.pause() : longest;
        await().until(() -> sent.get() > before);
      }
      senders.forEach(Sender::stopSending);
      for (Sender sender : senders) {
        sender.join();
      }

      long total = 0;
      for (Pid pid : pids) {
        Tuple seen = (Tuple) runtime.call(pid, "seen", Duration.ofMinutes(1));
        assertThat(seen.get(1)).as("out of order at %s", pid).isEqualTo(0L);
        assertThat(seen.get(2)).as("changes of code at %s", pid).isEqualTo((long) updates);
        total += (Long) seen.get(0);
      }
      assertThat(total).isEqualTo(sent.get());
      assertThat(pids(runtime)).containsExactlyInAnyOrderElementsOf(pids);
      assertThat(runtime.counters().crashed()).isZero();
      await()
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(old).allSatisfy(each -> assertThat(each.get()).isNull());
              });
      System.out.printf(
          "%d updates of %d processes, %d messages: longest pause %.1f ms%n",
          updates, processes, total, longest.toNanos() / 1e6);
    }
  }

  private static WeakReference<ClassLoader> loader(ProcessRuntime runtime, Pid pid) {
    return new WeakReference<>(runtime.sys().behaviour(pid).getClass().getClassLoader());
  }

  private static List<Pid> pids(ProcessRuntime runtime) {
    return DynamicSupervisor.whichChildren(runtime, ProcessName.of("counters")).stream()
        .map(Child::pid)
        .toList();
  }

  /** Sends to all processes in turn, each time the next number for it. */
  private static final class Sender extends Thread {
    private final ProcessRuntime runtime;
    private final List<Pid> pids;
    private final long number;
    private final AtomicLong sent;
    private final long ahead;
    private volatile boolean stop;

    Sender(ProcessRuntime runtime, List<Pid> pids, long number, AtomicLong sent, long ahead) {
      this.ahead = ahead;
      this.runtime = runtime;
      this.pids = pids;
      this.number = number;
      this.sent = sent;
    }

    void stopSending() {
      stop = true;
    }

    @Override
    public void run() {
      for (long next = 0; !stop; next++) {
        for (Pid pid : pids) {
          runtime.send(pid, Tuple.of(number, next));
        }
        sent.addAndGet(pids.size());
        while (!stop && sent.get() - runtime.counters().reductions() > ahead) {
          LockSupport.parkNanos(100_000);
        }
      }
    }
  }

  private static ExtensionJar counters(String version, int processes) {
    String counter =
        "package ext.alpha; import dev.mob.process.*;\n"
            + "record Counter() implements GenServer<Counter.State> {\n"
            + "  record State(long[] last, long count, long wrong, long changes) {}\n"
            + "  public Init<State> init(Object a, Self self) {\n"
            + "    return Init.ok(new State(new long[] {-1, -1, -1, -1}, 0, 0, 0)); }\n"
            + "  public Next<State> handleInfo(Object m, State s, Self self) {\n"
            + "    Tuple message = (Tuple) m;\n"
            + "    int sender = ((Long) message.get(0)).intValue();\n"
            + "    long number = (Long) message.get(1);\n"
            + "    long wrong = s.last()[sender] + 1 == number ? 0 : 1;\n"
            + "    s.last()[sender] = number;\n"
            + "    return Next.noreply("
            + "new State(s.last(), s.count() + 1, s.wrong() + wrong, s.changes())); }\n"
            + "  public Next<State> handleCall(Object r, From f, State s, Self self) {\n"
            + "    return Next.reply(Tuple.of(s.count(), s.wrong(), s.changes()), s); }\n"
            + "  public State codeChange(String from, Object old) {\n"
            + "    State s = (State) old;\n"
            + "    return new State(s.last(), s.count(), s.wrong(), s.changes() + 1); }\n}";
    String starter =
        "package ext.alpha; import dev.mob.process.*;\n"
            + "record Starter(int count) implements GenServer<Integer> {\n"
            + "  public Init<Integer> init(Object a, Self self) {\n"
            + "    for (int i = 0; i < count; i++) DynamicSupervisor.startChild(self.runtime(),\n"
            + "      ProcessName.of(\"counters\"), ChildSpec.worker(i, new Counter(), null));\n"
            + "    return Init.ok(count); }\n}";
    return ExtensionJar.of("alpha")
        .version(version)
        .source("ext.alpha.Counter", counter)
        .source("ext.alpha.Starter", starter)
        .activate(
            "context.supervise(ChildSpec.dynamicSupervisor(\"counters\","
                + " DynamicSupervisor.Spec.STANDARD).name(\"counters\"));"
                + "context.supervise(ChildSpec.worker(\"starter\", new Starter("
                + processes
                + "), null));");
  }
}
