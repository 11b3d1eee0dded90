package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange of code by itself, in orders that a seed chooses. */
class CodeUpdateTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Notes what it gets; asks the next one, if it has one, about each call. */
  private record Noting(String version, ProcessName next) implements GenServer<List<Object>> {
    @Override
    public Init<List<Object>> init(Object argument, Self self) {
      return Init.ok(List.of());
    }

    @Override
    public Next<List<Object>> handleInfo(Object message, List<Object> noted, Self self) {
      return Next.noreply(with(noted, message));
    }

    @Override
    public Next<List<Object>> handleCall(Object request, From from, List<Object> noted, Self self) {
      if (request.equals("noted")) {
        return Next.reply(noted, noted);
      }
      Object answer = next == null ? version : self.call(next, request);
      return Next.reply(answer, with(noted, request));
    }

    private static List<Object> with(List<Object> noted, Object message) {
      List<Object> longer = new ArrayList<>(noted);
      longer.add(message);
      return longer;
    }
  }

  /** The same code with another version. */
  private static final class Newer implements CodeUpdate.NewCode {
    private final String version;

    Newer(String version) {
      this.version = version;
    }

    @Override
    public String fromVersion() {
      return "any";
    }

    @Override
    public Map<Object, ChildSpec> children() {
      return Map.of();
    }

    @Override
    public Set<Object> ending() {
      return Set.of();
    }

    @Override
    public Behaviour<?> behaviour(Behaviour<?> old) {
      return old instanceof Noting ? new Noting(version, ((Noting) old).next()) : old;
    }

    @Override
    public Object carry(Object value, String what) throws Exception {
      if ("refused".equals(value)) {
        throw new Exception(what + " is refused");
      }
      return value;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void whateverTheOrderNothingIsLostOrDoubled(long seed) {
    try (Simulation simulation = Simulation.of(seed)) {
      ProcessRuntime runtime = simulation.runtime();
      Pid leader = group(runtime, "old");
      for (int i = 0; i < 20; i++) {
        assertThat(runtime.call(ProcessName.of("first"), "through")).isEqualTo("old");
      }
      for (int i = 0; i < 20; i++) {
        runtime.send(ProcessName.of("first"), i);
      }
      // Some are handled before they rest, the others wait.
      simulation.step();
      CodeUpdate update = runtime.sys().beginUpdate(leader, Noting.class::isInstance);
      assertThat(update.quiesce(LIMIT)).isEqualTo(4);
      for (int i = 20; i < 40; i++) {
        runtime.send(ProcessName.of("first"), i);
      }
      simulation.runUntilIdle();
      update.prepare(new Newer("new"));
      update.commit();
      update.close();
      update.accept();
      simulation.runUntilIdle();

      List<Object> noted = noted(runtime, "first");
      List<Object> numbers = new ArrayList<>(noted);
      numbers.removeIf("through"::equals);
      assertThat(numbers).isEqualTo(numbersTo(40));
      assertThat(noted).hasSize(60);
      assertThat(noted(runtime, "last")).hasSize(20).containsOnly("through");
      assertThat(runtime.call(ProcessName.of("first"), "version?")).isEqualTo("new");
      assertThat(runtime.counters().crashed()).isZero();
    }
  }

  @Test
  void aPreparationThatFailsLeavesEverythingAsItWas() {
    try (Simulation simulation = Simulation.of(7)) {
      ProcessRuntime runtime = simulation.runtime();
      Pid leader = group(runtime, "old");
      Pid middle = runtime.whereis("middle");
      simulation.runUntilIdle();
      CodeUpdate update = runtime.sys().beginUpdate(leader, Noting.class::isInstance);
      update.quiesce(LIMIT);
      runtime.send(middle, "refused");

      assertThatThrownBy(() -> update.prepare(new Newer("new")))
          .isInstanceOf(Sys.CodeChangeFailed.class)
          .hasMessageContaining("'middle'")
          .hasMessageContaining("a message that waits is refused");
      update.close();
      simulation.runUntilIdle();

      assertThat(noted(runtime, "middle")).containsExactly("refused");
      assertThat(runtime.call(ProcessName.of("first"), "version?")).isEqualTo("old");
    }
  }

  @Test
  void aProcessThatIsKilledWhileItRestsEndsAfterwards() {
    try (Simulation simulation = Simulation.of(7)) {
      ProcessRuntime runtime = simulation.runtime();
      Pid leader = group(runtime, "old");
      Pid middle = runtime.whereis("middle");
      simulation.runUntilIdle();
      CodeUpdate update = runtime.sys().beginUpdate(leader, Noting.class::isInstance);
      update.quiesce(LIMIT);
      runtime.exit(middle, ExitReason.KILL);
      simulation.runUntilIdle();
      assertThat(runtime.isAlive(middle)).isTrue();

      update.prepare(new Newer("new"));
      update.commit();
      update.close();
      update.accept();
      simulation.runUntilIdle();

      assertThat(runtime.isAlive(middle)).isFalse();
      // Its supervisor has started it again, with the new code.
      assertThat(runtime.whereis("middle")).isNotNull();
      assertThat(((Noting) runtime.sys().behaviour(runtime.whereis("middle"))).version())
          .isEqualTo("new");
    }
  }

  @Test
  void theWayBackGivesEachProcessTheStateThatItHad() {
    try (Simulation simulation = Simulation.of(7)) {
      ProcessRuntime runtime = simulation.runtime();
      Pid leader = group(runtime, "old");
      runtime.send(ProcessName.of("first"), "before");
      simulation.runUntilIdle();
      CodeUpdate forward = runtime.sys().beginUpdate(leader, Noting.class::isInstance);
      forward.quiesce(LIMIT);
      forward.prepare(new Newer("new"));
      forward.commit();
      forward.close();
      runtime.send(ProcessName.of("first"), "meanwhile");
      simulation.runUntilIdle();
      assertThat(noted(runtime, "first")).containsExactly("before", "meanwhile");

      CodeUpdate back = runtime.sys().beginUpdate(leader, Noting.class::isInstance);
      back.quiesce(LIMIT);
      back.prepareReturn(new Newer("old again"), forward);
      back.commit();
      back.close();
      forward.accept();

      assertThat(noted(runtime, "first")).containsExactly("before");
      assertThat(runtime.call(ProcessName.of("first"), "version?")).isEqualTo("old again");
    }
  }

  // ---- parts

  /** Three servers, each of which calls the next, below one supervisor. */
  private static Pid group(ProcessRuntime runtime, String version) {
    return Supervisor.start(
        runtime,
        SupervisorSpec.of(
            Strategy.ONE_FOR_ONE,
            child("last", version, null),
            child("middle", version, ProcessName.of("last")),
            child("first", version, ProcessName.of("middle"))),
        SpawnOptions.NONE.leadsGroup());
  }

  private static ChildSpec child(String name, String version, ProcessName next) {
    return ChildSpec.worker(name, new Noting(version, next), null).name(name);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> noted(ProcessRuntime runtime, String name) {
    return (List<Object>) runtime.call(ProcessName.of(name), "noted");
  }

  private static List<Object> numbersTo(int end) {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      numbers.add(i);
    }
    return numbers;
  }
}
