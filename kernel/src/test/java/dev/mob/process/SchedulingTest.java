package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers: fairness, callbacks that block, waiting in calls, suspension, the end. */
@Timeout(120)
class SchedulingTest {

  private static final Receive<Object> ECHO =
      (message, state, self) -> {
        ((From) ((Tuple) message).get(1)).reply(((Tuple) message).get(2));
        return state;
      };

  @Test
  void callbacksThatBlockAllWorkersDoNotStopTheOthers() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch blocked = new CountDownLatch(2);
      Receive<Object> blocking =
          (message, state, self) -> {
            blocked.countDown();
            release.await();
            return state;
          };
      for (int i = 0; i < 2; i++) {
        runtime.send(runtime.spawn(blocking, null), "block");
      }
      blocked.await();
      assertThat(runtime.call(runtime.spawn(ECHO, null), "alive", Duration.ofSeconds(30)))
          .isEqualTo("alive");
      release.countDown();
    }
  }

  @Test
  void aMessageSentBeforeTheSenderBlocksIsDelivered() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(1).build()) {
      CountDownLatch delivered = new CountDownLatch(1);
      Pid receiver =
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> {
                    delivered.countDown();
                    return state;
                  },
              null);
      CompletableFuture<Boolean> seen = new CompletableFuture<>();
      runtime.send(
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> {
                    self.send(receiver, "now");
                    seen.complete(delivered.await(60, TimeUnit.SECONDS));
                    return state;
                  },
              null),
          "go");
      assertThat(seen.get()).isTrue();
    }
  }

  /** The only process in a queue is left to its owner for a while: for a while only. */
  @Test
  void allThatWasSentBeforeTheSenderBlocksIsDelivered() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      CountDownLatch delivered = new CountDownLatch(2);
      Receive<Object> receiver =
          (message, state, self) -> {
            delivered.countDown();
            return state;
          };
      Pid one = runtime.spawn(receiver, null);
      Pid two = runtime.spawn(receiver, null);
      CompletableFuture<Boolean> seen = new CompletableFuture<>();
      runtime.send(
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> {
                    self.send(one, "now");
                    self.send(two, "now");
                    seen.complete(delivered.await(60, TimeUnit.SECONDS));
                    return state;
                  },
              null),
          "go");
      assertThat(seen.get()).isTrue();
    }
  }

  @Test
  void processesThatOnlyTalkToEachOtherStarveNobody() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(1).build()) {
      Receive<Pid> forever =
          (message, peer, self) -> {
            Pid to = message instanceof Pid ? (Pid) message : peer;
            self.send(to, "again");
            return to;
          };
      Pid one = runtime.spawn(forever, null);
      Pid two = runtime.spawn(forever, one);
      runtime.send(one, two);
      for (int i = 0; i < 100; i++) {
        assertThat(runtime.call(runtime.spawn(ECHO, null), i)).isEqualTo(i);
      }
    }
  }

  @Test
  void manyProcessesCanWaitInCallsAtOnce() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      List<From> waiting = new ArrayList<>();
      int callers = 100;
      CountDownLatch all = new CountDownLatch(callers);
      Pid slow =
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> {
                    synchronized (waiting) {
                      waiting.add((From) ((Tuple) message).get(1));
                    }
                    all.countDown();
                    return state;
                  },
              null);
      AtomicInteger answered = new AtomicInteger();
      for (int i = 0; i < callers; i++) {
        runtime.send(
            runtime.spawn(
                (Receive<Object>)
                    (message, state, self) -> {
                      self.call(slow, "wait", Duration.ofSeconds(60));
                      answered.incrementAndGet();
                      return state;
                    },
                null),
            "go");
      }
      all.await();
      assertThat(runtime.call(runtime.spawn(ECHO, null), "free")).isEqualTo("free");
      synchronized (waiting) {
        waiting.forEach(from -> from.reply("done"));
      }
      await().untilAsserted(() -> assertThat(answered).hasValue(callers));
    }
  }

  @Test
  void oneWaiterTooManyIsToldSo() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(1).maxBlocked(2).build()) {
      Pid silent = runtime.spawn((Receive<Object>) (message, state, self) -> state, null);
      CompletableFuture<ExitReason> refused = new CompletableFuture<>();
      for (int i = 0; i < 4; i++) {
        runtime.send(
            runtime.spawn(
                (Receive<Object>)
                    (message, state, self) -> {
                      try {
                        self.call(silent, "never", Duration.ofSeconds(60));
                      } catch (CallFailed failed) {
                        if (failed.reason().toString().contains("too_many")) {
                          refused.complete(failed.reason());
                        }
                      }
                      return state;
                    },
                null),
            "go");
      }
      assertThat(refused.get(30, TimeUnit.SECONDS))
          .isEqualTo(ExitReason.of("too_many_processes_wait_in_call"));
    }
  }

  @Test
  void aProcessThatWaitsInACallIsEndedAtOnceByAnExitSignal() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      CountDownLatch called = new CountDownLatch(1);
      Pid silent =
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> {
                    called.countDown();
                    return state;
                  },
              null);
      Pid caller =
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> self.call(silent, "never", Duration.ofHours(1)),
              null);
      CompletableFuture<ExitReason> ended = new CompletableFuture<>();
      runtime.monitor(caller, down -> ended.complete(down.reason()));
      runtime.send(caller, "go");
      called.await();
      runtime.exit(caller, ExitReason.KILL);
      assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(ExitReason.KILLED);
    }
  }

  @Test
  void aServerThatNeverBlockedButBlocksOnceIsCalledOnTheCallersWorkerOnlyUntilThen() {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      Pid echo = runtime.start(new CountingServer(), null);
      Long last =
          Task.async(
                  runtime,
                  () -> {
                    Object reply = null;
                    for (int i = 0; i < 5_000; i++) {
                      reply = runtime.call(echo, "add", Duration.ofSeconds(30));
                    }
                    return (Long) reply;
                  })
              .await(Duration.ofSeconds(60));
      assertThat(last).isEqualTo(5_000);
    }
  }

  private static final class CountingServer implements GenServer<Long> {
    @Override
    public Init<Long> init(Object argument, Self self) {
      return Init.ok(0L);
    }

    @Override
    public Next<Long> handleCall(Object request, From from, Long count, Self self) {
      return Next.reply(count + 1, count + 1);
    }
  }

  @Test
  void anIdleRuntimeWithManyProcessesUsesNoProcessorTime() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).name("idle").build()) {
      for (int i = 0; i < 100_000; i++) {
        runtime.spawn(ECHO, null);
      }
      // Quiet means: no thread of the runtime has used any time between two looks.
      AtomicLong before = new AtomicLong(-1);
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                long now = timeOfThreads("idle");
                return before.getAndSet(now) == now;
              });
      assertThat(runtime.counters().processes()).isEqualTo(100_000);
    }
  }

  private static long timeOfThreads(String prefix) {
    java.lang.management.ThreadMXBean threads =
        java.lang.management.ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(prefix)) {
        sum += threads.getThreadCpuTime(thread.getId());
      }
    }
    return sum;
  }

  @Test
  void nothingRunsWhileSuspendedAndDueTimersFireOnceInOrderOnResume() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      List<Object> seen = new ArrayList<>();
      Pid receiver =
          runtime.spawn(
              (Receive<Object>)
                  (message, state, self) -> {
                    synchronized (seen) {
                      seen.add(message);
                    }
                    return state;
                  },
              null);
      assertThat(runtime.suspend(Duration.ofSeconds(10))).isTrue();
      runtime.sendAfter(Duration.ofMillis(30), receiver, "second");
      runtime.sendAfter(Duration.ofMillis(10), receiver, "first");
      runtime.send(receiver, "sent");
      long due = System.nanoTime() + Duration.ofMillis(60).toNanos();
      await().until(() -> System.nanoTime() > due);
      synchronized (seen) {
        assertThat(seen).isEmpty();
      }
      runtime.resume();
      await()
          .untilAsserted(
              () -> {
                synchronized (seen) {
                  assertThat(seen).containsExactly("sent", "first", "second");
                }
              });
    }
  }

  @Test
  void suspendAtAnyMomentLeavesNoCallbackRunning() {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      AtomicBoolean suspended = new AtomicBoolean();
      AtomicLong handled = new AtomicLong();
      AtomicLong handledWhileSuspended = new AtomicLong();
      Receive<Pid> forever =
          (message, peer, self) -> {
            handled.incrementAndGet();
            if (suspended.get()) {
              handledWhileSuspended.incrementAndGet();
            }
            Pid to = message instanceof Pid ? (Pid) message : peer;
            self.send(to, "again");
            return to;
          };
      for (int i = 0; i < 4; i++) {
        Pid one = runtime.spawn(forever, null);
        runtime.send(one, runtime.spawn(forever, one));
      }
      for (int i = 0; i < 300; i++) {
        assertThat(runtime.suspend(Duration.ofSeconds(30))).isTrue();
        suspended.set(true);
        long before = handled.get();
        Thread.yield();
        assertThat(handled.get()).isEqualTo(before);
        suspended.set(false);
        runtime.resume();
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> handled.get() > before);
      }
      assertThat(handledWhileSuspended).hasValue(0);
      runtime.suspend(Duration.ofSeconds(30));
      runtime.processes().forEach(each -> runtime.exit(each, ExitReason.KILL));
    }
  }

  @Test
  void closeEndsAllProcessesAndThreadsAndIsIdempotent() {
    ProcessRuntime runtime = ProcessRuntime.builder().workers(2).name("ending").build();
    AtomicInteger terminated = new AtomicInteger();
    Supervisor.start(
        runtime,
        SupervisorSpec.of(
            Strategy.ONE_FOR_ONE, ChildSpec.worker("w", new Trapping(terminated), null)),
        SpawnOptions.NONE);
    runtime.close();
    runtime.close();
    assertThat(terminated).hasValue(1);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("ending-")));
    assertThatThrownBy(() -> runtime.start(ECHO, null)).isInstanceOf(Exception.class);
  }

  private record Trapping(AtomicInteger terminated) implements GenServer<Object> {
    @Override
    public Init<Object> init(Object argument, Self self) {
      self.trapExit(true);
      return Init.ok(null);
    }

    @Override
    public void terminate(ExitReason reason, Object state, Self self) {
      assertThat(reason).isEqualTo(ExitReason.SHUTDOWN);
      terminated.incrementAndGet();
    }
  }

  @Test
  void aBoundedMailboxRejectsOrDropsAndNeverLosesSystemMessages() throws Exception {
    try (ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build()) {
      for (MailboxPolicy policy :
          List.of(
              MailboxPolicy.reject(3), MailboxPolicy.dropOldest(3), MailboxPolicy.dropNewest(3))) {
        List<Object> seen = new ArrayList<>();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Pid bounded =
            runtime.spawn(
                (Receive<Object>)
                    (message, state, self) -> {
                      if (message.equals("block")) {
                        self.monitor(ProcessName.of("nobody"));
                        entered.countDown();
                        release.await();
                      } else {
                        synchronized (seen) {
                          seen.add(message instanceof Down ? "down" : message);
                        }
                      }
                      return state;
                    },
                null,
                SpawnOptions.NONE.mailbox(policy));
        runtime.send(bounded, "block");
        entered.await();
        int taken = 0;
        for (int i = 0; i < 5; i++) {
          taken += runtime.trySend(bounded, i) ? 1 : 0;
        }
        assertThat(taken)
            .isEqualTo(policy.overflow() == MailboxPolicy.Overflow.DROP_OLDEST ? 5 : 3);
        if (policy.overflow() == MailboxPolicy.Overflow.REJECT) {
          assertThatThrownBy(() -> runtime.call(bounded, "x")).hasMessageContaining("mailbox_full");
        }
        int dropped = policy.overflow() == MailboxPolicy.Overflow.REJECT ? 3 : 2;
        assertThat(runtime.info(bounded).get().droppedMessages()).isEqualTo(dropped);
        release.countDown();
        Object[] expected =
            policy.overflow() == MailboxPolicy.Overflow.DROP_OLDEST
                ? new Object[] {2, 3, 4}
                : new Object[] {0, 1, 2};
        await()
            .untilAsserted(
                () -> {
                  synchronized (seen) {
                    assertThat(seen).contains("down").containsSubsequence(expected).hasSize(4);
                  }
                });
      }
    }
  }
}
