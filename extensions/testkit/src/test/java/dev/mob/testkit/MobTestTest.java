package dev.mob.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.Kernel;
import dev.mob.process.Down;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.testkit.platform.TestPlatform;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@MobTest("ticker { every = 1s }")
final class MobTestTest {

  @Test
  void time_passes_only_when_the_test_lets_it(MobNode node) {
    assertThat(node.call("ticker", "how many")).isEqualTo(0);
    node.advance(Duration.ofHours(1));
    assertThat(node.call("ticker", "how many")).isEqualTo(3600);
    assertThat(node.elapsed()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void a_probe_stands_in_for_a_process_that_the_extension_talks_to(MobNode node) {
    Probe clock = node.probe("clock");
    node.advance(Duration.ofSeconds(2));
    assertThat(clock.next(Integer.class)).isEqualTo(1);
    assertThat(clock.next()).isEqualTo(2);
    assertThat(clock.drain()).isEmpty();
  }

  @Test
  void a_probe_answers_calls(MobNode node) {
    Probe clock = node.probe("clock").answers(request -> "noon");
    assertThat(node.call("ticker", "ask the clock")).isEqualTo("noon");
    assertThat(clock.drain()).hasSize(1);
  }

  @Test
  void a_crash_is_seen_and_so_is_the_restart(MobNode node, Probe probe) {
    Pid before = node.process("ticker");
    probe.watch(before);
    node.send("ticker", "nonsense");
    assertThat(probe.next(Down.class).process()).isEqualTo(before);
    assertThat(node.process("ticker")).isNotEqualTo(before);
  }

  @Test
  void what_the_extension_asks_of_the_phone_is_seen(MobNode node, TestPlatform phone) {
    node.send("ticker", "stay");
    node.settle();
    assertThat(phone.keepAlive().held().orElseThrow().reason()).isEqualTo("ticking");
  }

  @Test
  void a_supervisor_that_gives_up_fails_the_extension(MobNode node) {
    for (int i = 0; i < 50; i++) {
      node.send("ticker", "nonsense");
      node.settle();
    }
    node.await(
        "the extension to have failed",
        () -> node.extension("ticker").state() == ExtensionState.FAILED);
    assertThatThrownBy(() -> node.process("ticker"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no process is called ticker");
  }

  @Test
  void mob_conf_can_change_while_it_runs(MobNode node, Kernel kernel, ProcessRuntime runtime) {
    node.reload("ticker { every = 10s }");
    node.advance(Duration.ofSeconds(20));
    assertThat(node.call("ticker", "how many")).isEqualTo(2);
    node.reload("");
    assertThat(kernel.status().extension("ticker")).isEmpty();
    assertThat(runtime.whereis("ticker")).isNull();
  }

  @Test
  @MobTest(value = "ticker { every = 1ms }", time = Time.REAL)
  void a_test_may_go_by_the_machines_time(MobNode node) {
    Probe clock = node.probe("clock");
    assertThat((Integer) clock.next()).isPositive();
    assertThatThrownBy(() -> node.advance(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Time.VIRTUAL");
  }

  @Test
  @MobTest(value = "ticker { fails = true }", mayFail = true)
  void a_failed_activation_can_be_looked_at(MobNode node) {
    assertThat(node.extension("ticker").failure().orElseThrow().summary()).contains("told to fail");
  }

  @Nested
  final class WithAPlatformServiceOfItsOwn {
    private final List<String> reasons = new ArrayList<>();

    @Offer
    private final KeepAlivePlatform mine =
        new KeepAlivePlatform() {
          @Override
          public void listen(Listener listener) {}

          @Override
          public void hold(Demand demand) {
            reasons.add(demand.reason());
          }

          @Override
          public void release() {}
        };

    @Test
    void it_takes_the_place_of_the_kits(MobNode node) {
      node.send("ticker", "stay");
      node.settle();
      assertThat(reasons).containsExactly("ticking");
    }
  }

  @Test
  void an_extension_that_does_not_start_fails_the_test_with_its_cause() {
    assertThatThrownBy(() -> MobNode.with("ticker { fails = true }").start())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("extension ticker is FAILED")
        .hasMessageContaining("told to fail");
  }

  @Test
  void a_closed_node_leaves_no_files_behind() {
    MobNode node = MobNode.with("ticker {}").start();
    assertThat(node.home()).isDirectory();
    node.close();
    assertThat(Files.exists(node.home().getParent())).isFalse();
  }

  @Test
  void the_same_seed_gives_the_same_run() {
    assertThat(run(7)).hasSize(20).isEqualTo(run(7)).isNotEqualTo(run(8));
  }

  /** Several senders to one probe: their order is the scheduler's choice. */
  private static List<Object> run(long seed) {
    try (MobNode node = MobNode.with("ticker {}").seed(seed).start()) {
      Probe clock = node.probe("clock");
      Receive<String> sender =
          (message, name, self) -> {
            self.send(clock.pid(), name);
            return name;
          };
      for (int i = 0; i < 20; i++) {
        node.runtime().send(node.runtime().spawn(sender, "sender " + i), "go");
      }
      return clock.drain();
    }
  }
}
