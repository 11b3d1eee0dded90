package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentTest {
  private final ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void readsAndChangesOneAtATime() {
    Agent<Integer> counter = Agent.start(runtime, 0);
    List<Task<Object>> adders =
        IntStream.range(0, 8)
            .mapToObj(
                each ->
                    Task.async(
                        runtime,
                        () -> {
                          for (int i = 0; i < 250; i++) {
                            counter.update(value -> value + 1);
                          }
                          return null;
                        }))
            .collect(Collectors.toList());
    adders.forEach(Task::await);
    assertThat(counter.<Integer>get(value -> value)).isEqualTo(2000);
    assertThat(counter.<Integer>getAndUpdate(value -> value, value -> -1)).isEqualTo(2000);
    counter.cast(value -> value - 1);
    assertThat(counter.<Integer>get(value -> value)).isEqualTo(-2);
  }

  @Test
  void aFunctionThatThrowsEndsTheAgentAndTellsTheCaller() {
    Agent<String> agent = Agent.start(runtime, "x");
    assertThatThrownBy(() -> agent.get(value -> value.charAt(9)))
        .isInstanceOf(CallFailed.class)
        .hasRootCauseInstanceOf(StringIndexOutOfBoundsException.class);
    assertThat(runtime.isAlive((Pid) agent.address())).isFalse();
  }
}
