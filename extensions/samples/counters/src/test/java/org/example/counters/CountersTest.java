package org.example.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.testkit.MobNode;
import dev.mob.testkit.MobTest;
import dev.mob.testkit.Probe;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MobTest
final class CountersTest {

  @Test
  void whatIsAddedIsThere(MobNode node) {
    Counters counters = node.service(Counters.class);
    assertThat(counters.add("apples", 2)).isEqualTo(2);
    assertThat(counters.add("apples", 3)).isEqualTo(5);
    counters.add("pears", 1);
    assertThat(counters.all()).isEqualTo(Map.of("apples", 5L, "pears", 1L));
  }

  @Test
  @MobTest("counters { limit = 1 }")
  void theNamesAreLimited(MobNode node) {
    Counters counters = node.service(Counters.class);
    counters.add("apples", 1);
    assertThat(counters.add("apples", 1)).isEqualTo(2);
    assertThatThrownBy(() -> counters.add("pears", 1)).hasMessageContaining("raise counters.limit");
  }

  @Test
  void theServiceOutlivesACrashOfItsProcess(MobNode node, Probe probe) {
    Counters counters = node.service(Counters.class);
    probe.watch(node.process("counters"));
    node.runtime().exit(node.process("counters"), ExitReason.KILL);
    probe.next(Down.class);
    assertThat(counters.add("apples", 1)).isEqualTo(1);
  }
}
