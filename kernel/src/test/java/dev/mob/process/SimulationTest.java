package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulationTest {

  /** Counts what it is sent and what it is asked. */
  private record Counter() implements GenServer<Integer> {
    @Override
    public Init<Integer> init(Object argument, Self self) {
      return Init.ok(0);
    }

    @Override
    public Next<Integer> handleInfo(Object message, Integer count, Self self) {
      return Next.noreply(count + 1);
    }

    @Override
    public Next<Integer> handleCall(Object request, From from, Integer count, Self self) {
      return Next.reply(count, count);
    }
  }

  @Test
  void severalThreadsMaySendAndCallAndNothingIsLost() throws InterruptedException {
    try (Simulation simulation = Simulation.of(1)) {
      ProcessRuntime runtime = simulation.runtime();
      Pid counter = runtime.start(new Counter(), null);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int n = 1; n <= 2_000; n++) {
                    runtime.send(counter, "count");
                    if (n % 100 == 0) {
                      runtime.call(counter, "how many");
                    }
                  }
                });
        thread.start();
        threads.add(thread);
      }
      while (threads.stream().anyMatch(Thread::isAlive)) {
        simulation.advance(Duration.ofMillis(1));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(runtime.call(counter, "how many")).isEqualTo(8_000);
    }
  }

  @Test
  void workThatBlocksIsDoneByWhoeverDrives() {
    try (Simulation simulation = Simulation.of(1)) {
      List<Object> heard = new ArrayList<>();
      simulation
          .runtime()
          .spawn(
              new GenServer<Object>() {
                @Override
                public Init<Object> init(Object argument, Self self) {
                  Task.blocking(self, "who", Thread::currentThread);
                  return Init.ok("waiting");
                }

                @Override
                public Next<Object> handleInfo(Object message, Object state, Self self) {
                  heard.add(((Response) message).reply());
                  return Next.keep();
                }
              },
              null);
      simulation.runUntilIdle();
      assertThat(heard).containsExactly(Thread.currentThread());
    }
  }
}
