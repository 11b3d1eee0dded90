package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegistryTest {
  private final ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build();
  private final Receive<Object> idle = (message, state, self) -> state;

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void aUniqueKeyHasOneProcessAndIsFreeAgainWhenItEnds() {
    Registry registry = Registry.of(runtime, Registry.Keys.UNIQUE);
    Pid first = runtime.spawn(idle, null);
    Pid second = runtime.spawn(idle, null);
    assertThat(registry.register(first, "board", 1)).isTrue();
    assertThat(registry.register(second, "board", 2)).isFalse();
    assertThat(registry.whereis("board")).isEqualTo(first);
    assertThat(registry.keys(first)).containsExactly("board");
    runtime.exit(first, ExitReason.KILL);
    await().untilAsserted(() -> assertThat(registry.count()).isZero());
    assertThat(registry.register(second, "board", 2)).isTrue();
    assertThat(registry.lookup("board")).containsExactly(new Registry.Entry(second, 2));
  }

  @Test
  void aDuplicateKeyHasManyAndDispatchReachesThemAll() {
    Registry registry = Registry.of(runtime, Registry.Keys.DUPLICATE);
    Agent<Integer> seen = Agent.start(runtime, 0);
    Receive<Object> counting =
        (message, state, self) -> {
          seen.cast(count -> count + 1);
          return state;
        };
    for (int i = 0; i < 5; i++) {
      registry.register(runtime.spawn(counting, null), "topic", i);
    }
    registry.dispatch("topic", "hello");
    await().untilAsserted(() -> assertThat(seen.<Integer>get(count -> count)).isEqualTo(5));
    registry.unregister(registry.lookup("topic").get(0).pid(), "topic");
    assertThat(registry.lookup("topic")).hasSize(4);
  }

  @Test
  void aProcessThatHasEndedIsNotRegistered() {
    Registry registry = Registry.of(runtime, Registry.Keys.UNIQUE);
    Pid ended = runtime.spawn(idle, null);
    runtime.exit(ended, ExitReason.KILL);
    await().until(() -> !runtime.isAlive(ended));
    assertThat(registry.register(ended, "x", null)).isFalse();
    await().untilAsserted(() -> assertThat(registry.whereis("x")).isNull());
  }

  @Test
  void aViaAddressIsLookedUpAtEachSend() {
    Registry registry = Registry.of(runtime, Registry.Keys.UNIQUE);
    Agent<String> first = Agent.start(runtime, "first");
    Agent<String> second = Agent.start(runtime, "second");
    Agent<String> via = Agent.at(runtime, registry.via("who"));
    registry.register((Pid) first.address(), "who", null);
    assertThat(via.<String>get(value -> value)).isEqualTo("first");
    registry.unregister((Pid) first.address(), "who");
    registry.register((Pid) second.address(), "who", null);
    assertThat(via.<String>get(value -> value)).isEqualTo("second");
  }

  @Test
  void groupsKeepMembersUntilTheyLeaveOrEnd() {
    ProcessGroups groups = runtime.groups(Atom.of("pg"));
    assertThat(runtime.groups(Atom.of("pg"))).isSameAs(groups);
    Pid one = runtime.spawn(idle, null);
    Pid two = runtime.spawn(idle, null);
    groups.join("room", one);
    groups.join("room", one);
    groups.join("room", two);
    assertThat(groups.members("room")).containsExactlyInAnyOrder(one, one, two);
    assertThat(groups.leave("room", one)).isTrue();
    assertThat(groups.localMembers("room")).containsExactlyInAnyOrder(one, two);
    runtime.exit(two, ExitReason.KILL);
    await().untilAsserted(() -> assertThat(groups.members("room")).containsExactly(one));
    assertThat(groups.leave("room", one)).isTrue();
    assertThat(groups.leave("room", one)).isFalse();
    assertThat(groups.groups()).isEmpty();
  }
}
