package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crash is what a process's own code did; what others ended is none, as in OTP. */
@Timeout(120)
class CrashReportTest {
  private final ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  /** Calls another process while it starts. */
  private record CallsInInit(Pid asked) implements GenServer<Object> {
    @Override
    public Init<Object> init(Object argument, Self self) {
      return Init.ok(self.call(asked, "hello"));
    }
  }

  @Test
  void aProcessThatIsKilledWhileItStartsHasNotCrashed() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    Receive<Object> silent =
        (message, state, self) -> {
          called.countDown();
          return state;
        };
    Pid starting = runtime.spawn(new CallsInInit(runtime.spawn(silent, null)), null);
    assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();

    runtime.exit(starting, ExitReason.KILL);

    await().atMost(Duration.ofSeconds(60)).until(() -> !runtime.isAlive(starting));
    assertThat(runtime.counters().crashed()).isZero();
  }

  @Test
  void aProcessWhoseInitThrowsHasCrashed() {
    Pid starting = runtime.spawn(new CallsInInit(null), null);

    await().atMost(Duration.ofSeconds(60)).until(() -> !runtime.isAlive(starting));
    assertThat(runtime.counters().crashed()).isEqualTo(1);
  }
}
