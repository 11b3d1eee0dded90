package dev.mob.process.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * OTP's rules, one by one: each scenario plays on threads, in simulations with many seeds, and on a
 * real {@code erl}, and all must show the same.
 */
@ExtendWith(QuietLogs.class)
@DisplayName("Processes behave as OTP documents")
class ConformanceTest {
  private static final int SEEDS = Integer.getInteger("mob.conformance.seeds", 20);

  /** {@code null} where there is no erl. */
  private static Map<String, String> onErl;

  @BeforeAll
  static void runAllScenariosOnErl(@TempDir Path work) throws Exception {
    if (RealErlang.isHere()) {
      onErl = RealErlang.outcomes(work);
    } else if (Boolean.getBoolean("mob.require.erl")) {
      throw new AssertionError("mob.require.erl is set, but there is no erl on the PATH");
    } else {
      System.err.println(
          "NOT COMPARED: there is no erl on the PATH; outcomes are compared with the written ones"
              + " only. Install Erlang/OTP 25, or set -Dmob.require.erl=true to fail here.");
    }
  }

  @TestFactory
  Stream<DynamicNode> rules() {
    return Scenario.TOPICS.stream()
        .map(
            topic ->
                dynamicContainer(
                    topic.getSimpleName(), Scenario.of(topic).stream().map(this::container)));
  }

  private DynamicNode container(Scenario scenario) {
    Stream<DynamicTest> runs =
        Stream.of(
            dynamicTest("on threads", () -> playOnThreads(scenario)),
            dynamicTest("in simulation, " + SEEDS + " seeds", () -> simulate(scenario)));
    if (scenario.runsOnErl()) {
      runs = Stream.concat(runs, Stream.of(dynamicTest("on erl", () -> compare(scenario))));
    }
    return dynamicContainer(
        scenario.rule().value()
            + " ["
            + scenario.rule().source()
            + "] "
            + scenario.method().getName(),
        runs);
  }

  private void playOnThreads(Scenario scenario) throws Throwable {
    try (Stage stage = Stage.onThreads()) {
      assertThat(scenario.play(stage)).isEqualTo(scenario.rule().outcome());
    }
  }

  private void simulate(Scenario scenario) throws Throwable {
    for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
      try (Stage stage = Stage.simulated(seed)) {
        assertThat(scenario.play(stage)).as("seed %d", seed).isEqualTo(scenario.rule().outcome());
      }
    }
  }

  private void compare(Scenario scenario) {
    Assumptions.assumeTrue(onErl != null, "there is no erl on the PATH");
    assertThat(onErl).as("the scenarios of erl").containsKey(scenario.erlangName());
    assertThat(onErl.get(scenario.erlangName())).isEqualTo(scenario.rule().outcome());
  }

  @Test
  @DisplayName("every scenario that runs on erl belongs to a rule here")
  void noScenarioOfErlIsForgotten() {
    Assumptions.assumeTrue(onErl != null, "there is no erl on the PATH");
    Set<String> known =
        Scenario.all().stream()
            .filter(Scenario::runsOnErl)
            .map(Scenario::erlangName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(onErl.keySet()).isSubsetOf(known);
  }
}
