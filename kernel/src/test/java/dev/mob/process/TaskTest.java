package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskTest {
  private final ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void awaitGivesTheResult() {
    assertThat(Task.async(runtime, () -> 6 * 7).await()).isEqualTo(42);
  }

  @Test
  void awaitGivesTheReasonWhenTheWorkThrows() {
    Task<Object> task =
        Task.async(
            runtime,
            () -> {
              throw new IllegalStateException("no paper");
            });
    assertThatThrownBy(task::await)
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("no paper")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aResultCanStillBeAwaitedAfterATimeout() {
    CountDownLatch go = new CountDownLatch(1);
    Task<String> task =
        Task.async(
            runtime,
            () -> {
              go.await();
              return "late";
            });
    assertThatThrownBy(() -> task.await(Duration.ofMillis(20)))
        .isInstanceOfSatisfying(
            CallFailed.class, failed -> assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT));
    go.countDown();
    assertThat(task.await()).isEqualTo("late");
  }

  @Test
  void aTaskIsLinkedToTheProcessThatStartsIt() throws Exception {
    CompletableFuture<ExitReason> ended = new CompletableFuture<>();
    Pid owner =
        runtime.spawn(
            (Receive<Object>)
                (message, state, self) ->
                    Task.async(
                        self,
                        () -> {
                          throw new IllegalArgumentException("broken");
                        }),
            null);
    runtime.monitor(owner, down -> ended.complete(down.reason()));
    runtime.send(owner, "go");
    assertThat(ended.get(10, TimeUnit.SECONDS).cause())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blockingWorkHoldsNoWorkerAndAnswersWithAMessage() throws Exception {
    int jobs = 20;
    CountDownLatch allBlocked = new CountDownLatch(jobs);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<List<Object>> labels = new CompletableFuture<>();
    Receive<List<Object>> collector =
        (message, seen, self) -> {
          if (message.equals("go")) {
            for (int i = 0; i < jobs; i++) {
              Task.blocking(
                  self,
                  i,
                  () -> {
                    allBlocked.countDown();
                    release.await();
                    return Thread.currentThread().getName();
                  });
            }
            return seen;
          }
          Response response = (Response) message;
          assertThat((String) response.reply()).contains("blocking");
          seen.add(response.label());
          if (seen.size() == jobs) {
            labels.complete(seen);
          }
          return seen;
        };
    runtime.send(runtime.spawn(collector, new ArrayList<>()), "go");
    allBlocked.await();
    assertThat(Task.async(runtime, () -> "the workers are free").await()).isNotNull();
    release.countDown();
    assertThat(labels.get(10, TimeUnit.SECONDS))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, jobs).boxed().collect(Collectors.toList()));
  }

  @Test
  void endingABlockingTaskInterruptsItsThread() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CountDownLatch blocked = new CountDownLatch(1);
    Pid owner =
        runtime.spawn(
            (Receive<Object>)
                (message, state, self) -> {
                  if (message.equals("go")) {
                    Task.blocking(
                        self,
                        "job",
                        () -> {
                          blocked.countDown();
                          try {
                            new CountDownLatch(1).await();
                          } catch (InterruptedException stop) {
                            interrupted.complete(true);
                            throw stop;
                          }
                          return null;
                        });
                    return state;
                  }
                  throw self.exit(ExitReason.SHUTDOWN);
                },
            null);
    runtime.send(owner, "go");
    blocked.await();
    runtime.send(owner, "stop");
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStreamRunsABoundedNumberAtATimeAndKeepsTheOrder() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> elements = IntStream.range(0, 100).boxed().collect(Collectors.toList());
    List<Task.Outcome<Integer>> outcomes =
        Task.stream(
            runtime,
            elements,
            3,
            Duration.ofSeconds(5),
            element -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              running.decrementAndGet();
              if (element == 50) {
                throw new IllegalStateException("fifty");
              }
              return element * element;
            });
    assertThat(most.get()).isBetween(1, 3);
    assertThat(outcomes).hasSize(100);
    for (int i = 0; i < 100; i++) {
      if (i == 50) {
        assertThat(outcomes.get(i).isOk()).isFalse();
      } else {
        assertThat(outcomes.get(i).value()).isEqualTo(i * i);
      }
    }
    assertThat(Task.stream(runtime, Collections.emptyList(), 1, Duration.ofSeconds(1), x -> x))
        .isEmpty();
  }
}
