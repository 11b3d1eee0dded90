package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.testkit.MobNode;
import dev.mob.testkit.MobTest;
import dev.mob.testkit.Probe;
import org.junit.jupiter.api.Test;

/** Each test runs in a kernel of its own, in which the extension is active. */
@MobTest
final class ${className}Test {

  @Test
  void itGreetsAndCounts(MobNode node) {
    assertThat(node.call(Greeter.NAME, "Ada")).isEqualTo("Hello, Ada! You are number 1.");
    assertThat(node.call(Greeter.NAME, "Grace")).isEqualTo("Hello, Grace! You are number 2.");
  }

  @Test
  @MobTest("${artifactId} { greeting = Moin }")
  void itSaysWhatMobConfTellsIt(MobNode node) {
    assertThat(node.call(Greeter.NAME, "Ada")).isEqualTo("Moin, Ada! You are number 1.");
  }

  @Test
  void itIsStartedAgainAfterACrash(MobNode node, Probe probe) {
    Pid before = node.process(Greeter.NAME);
    probe.watch(before);
    node.runtime().exit(before, ExitReason.KILL);
    assertThat(probe.next(Down.class).process()).isEqualTo(before);
    assertThat(node.call(Greeter.NAME, "Ada")).isEqualTo("Hello, Ada! You are number 1.");
  }
}
