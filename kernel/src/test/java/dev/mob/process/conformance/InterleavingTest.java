package dev.mob.process.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Supervisors and links in very many orders. A seed that fails is in the message; {@code
 * -Dtest=InterleavingTest -Dmob.seed=N} plays it alone, again and again the same.
 */
@ExtendWith(QuietLogs.class)
@DisplayName("Whatever the order in which processes run")
class InterleavingTest {
  private static final long RUNS =
      "zero".equals(System.getProperty("mob.vm"))
          ? 2_000
          : Long.getLong("mob.interleavings", 100_000);

  @Test
  @DisplayName("no child is orphaned, no monitor unanswered, no link one-sided, no message lost")
  void theInvariantsHold() {
    Optional<AssertionError> first =
        LongStream.rangeClosed(1, RUNS)
            .parallel()
            .mapToObj(InterleavingTest::failureOf)
            .flatMap(Optional::stream)
            .findFirst();
    first.ifPresent(
        failure -> {
          throw failure;
        });
  }

  @Test
  @DisplayName("the same seed gives the same run")
  void aSeedIsPlayedAgainTheSame() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(journalOf(seed)).as("seed %d", seed).isNotEmpty().isEqualTo(journalOf(seed));
    }
    assertThat(LongStream.rangeClosed(1, 20).mapToObj(InterleavingTest::journalOf).distinct())
        .as("the runs of twenty seeds")
        .hasSize(20);
  }

  @Test
  @DisplayName("-Dmob.seed=N plays that one run")
  @EnabledIfSystemProperty(named = "mob.seed", matches = "-?[0-9]+")
  void theGivenSeedHolds() {
    long seed = Long.getLong("mob.seed");
    journalOf(seed).forEach(System.out::println);
    failureOf(seed)
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private static Optional<AssertionError> failureOf(long seed) {
    try (Interleaving run = new Interleaving(seed)) {
      run.play().check();
      return Optional.empty();
    } catch (AssertionError | RuntimeException failed) {
      return Optional.of(
          new AssertionError(
              "seed " + seed + " (play it alone with -Dmob.seed=" + seed + "): " + failed, failed));
    }
  }

  private static List<String> journalOf(long seed) {
    try (Interleaving run = new Interleaving(seed)) {
      return run.play().journal();
    }
  }
}
