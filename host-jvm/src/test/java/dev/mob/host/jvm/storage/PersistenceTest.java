package dev.mob.host.jvm.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.process.Behaviour;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Restart;
import dev.mob.process.Self;
import dev.mob.process.Simulation;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.Persistence;
import dev.mob.state.PersistentServer;
import dev.mob.state.StateOptions;
import dev.mob.state.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PersistenceTest {
  private static final Key<Long> BOARD = Key.of("board", Codec.LONG);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
  private static final ProcessName COUNTER = ProcessName.of("counter");

  @TempDir Path folder;
  private StateStore store;
  private Namespace states;
  private Simulation simulation;
  private ProcessRuntime runtime;
  private Persistence persistence;

  /** Counts casts; the cast "crash" crashes it, the call answers with the count. */
  private record Counter() implements PersistentServer<Long> {
    @Override
    public Init<Long> init(Object argument, Optional<Long> saved, Self self) {
      return Init.ok(saved.orElse(0L));
    }

    @Override
    public Next<Long> handleCast(Object message, Long state, Self self) {
      if (message.equals("crash")) {
        throw new IllegalStateException("told to crash");
      }
      return Next.noreply(state + 1);
    }

    @Override
    public Next<Long> handleCall(Object request, From from, Long state, Self self) {
      if (request.equals("stop")) {
        return Next.stop(ExitReason.NORMAL, "stopped", state);
      }
      return Next.reply(state, state);
    }
  }

  @BeforeEach
  void start() {
    store = StateStore.open(new SqliteStorage(), folder.resolve("state.db"), StateOptions.STANDARD);
    states = store.namespace("servers");
    simulation = Simulation.of(7);
    runtime = simulation.runtime();
    persistence = new Persistence(store, states, runtime, INTERVAL);
  }

  @AfterEach
  void stop() {
    simulation.close();
    store.close();
  }

  private Pid supervised(GenServer<Long> server) {
    return Supervisor.start(
        runtime,
        SupervisorSpec.of(
            Strategy.ONE_FOR_ONE,
            persistence.saver(),
            ChildSpec.worker("counter", server, null).restart(Restart.TRANSIENT).name("counter")),
        SpawnOptions.NONE);
  }

  private void count(int times) {
    for (int i = 0; i < times; i++) {
      runtime.cast(COUNTER, "count");
    }
    simulation.runUntilIdle();
  }

  @Test
  void many_changes_within_the_interval_are_one_write_and_it_is_the_last_one() {
    supervised(persistence.server(new Counter(), BOARD));
    simulation.advance(INTERVAL.multipliedBy(2));
    AtomicInteger writes = new AtomicInteger();
    states.watch("", change -> writes.incrementAndGet());
    count(1_000);
    assertThat(states.get(BOARD)).contains(0L);
    simulation.advance(INTERVAL);
    assertThat(states.get(BOARD)).contains(1_000L);
    assertThat(writes).hasValue(1);
  }

  @Test
  void after_a_crash_the_server_goes_on_with_the_state_of_its_last_good_callback() {
    supervised(persistence.server(new Counter(), BOARD));
    count(3);
    runtime.cast(COUNTER, "crash");
    simulation.runUntilIdle();
    count(1);
    assertThat(runtime.call(COUNTER, "get")).isEqualTo(4L);
  }

  @Test
  void a_saver_that_was_killed_is_replaced_and_nothing_is_forgotten() {
    Pid supervisor = supervised(persistence.server(new Counter(), BOARD));
    count(3);
    Pid saver =
        Supervisor.whichChildren(runtime, supervisor).stream()
            .filter(child -> child.spec().id().equals(persistence.saver().id()))
            .findFirst()
            .orElseThrow()
            .pid();
    runtime.exit(saver, ExitReason.KILL);
    count(2);
    simulation.advance(INTERVAL.multipliedBy(2));
    assertThat(states.get(BOARD)).contains(5L);
  }

  @Test
  void a_server_that_ends_is_saved_at_once() {
    supervised(persistence.server(new Counter(), BOARD));
    count(5);
    runtime.call(COUNTER, "stop");
    simulation.runUntilIdle();
    assertThat(simulation.elapsed()).isZero();
    assertThat(states.get(BOARD)).contains(5L);
  }

  @Test
  void a_suspension_saves_what_the_interval_had_not() {
    supervised(persistence.server(new Counter(), BOARD));
    count(5);
    runtime.suspend(Duration.ZERO);
    persistence.suspended();
    assertThat(states.get(BOARD)).contains(5L);
  }

  @Test
  void a_cold_start_offers_the_saved_state_to_init() {
    states.put(BOARD, 41L);
    supervised(persistence.server(new Counter(), BOARD));
    count(1);
    assertThat(runtime.call(COUNTER, "get")).isEqualTo(42L);
  }

  @Test
  void a_state_that_does_not_decode_is_given_up_and_the_server_begins_anew() {
    states.put(Key.of("board", Codec.STRING), "from another time");
    supervised(persistence.server(new Counter(), BOARD));
    assertThat(runtime.call(COUNTER, "get")).isEqualTo(0L);
  }

  @Test
  void a_state_that_is_too_large_is_left_out_and_the_others_are_saved() {
    Key<byte[]> huge = Key.of("huge", Codec.BYTES);
    persistence.changed(huge, new byte[2 * 1024 * 1024]);
    persistence.changed(BOARD, 7L);
    persistence.flush();
    assertThat(states.get(BOARD)).contains(7L);
    assertThat(states.get(huge)).isEmpty();
  }

  @Test
  void a_forgotten_server_begins_anew() {
    persistence.changed(BOARD, 7L);
    persistence.flush();
    persistence.changed(BOARD, 8L);
    persistence.forget(BOARD);
    assertThat(persistence.latest(BOARD)).isEmpty();
  }

  @Test
  void tools_see_the_servers_own_state() {
    supervised(persistence.server(new Counter(), BOARD));
    count(2);
    assertThat(runtime.sys().getState(COUNTER, Duration.ofSeconds(1))).isEqualTo(2L);
  }

  // ---- another version of the code takes over, as in a hot update

  @Test
  void a_state_is_on_disk_before_it_goes_over_to_another_version() throws Exception {
    PersistentServer<Long> counter = new Counter();
    GenServer<Long> old = persistence.server(counter, BOARD);
    supervised(old);
    simulation.advance(INTERVAL.multipliedBy(2));
    count(3);
    assertThat(states.get(BOARD)).contains(0L);

    assertThat(old.exportState(3L)).isEqualTo(3L);

    assertThat(states.get(BOARD)).contains(3L);
  }

  @Test
  void the_version_that_was_replaced_writes_nothing_over_the_new_ones_state() {
    Pid supervisor = supervised(persistence.server(new Counter(), BOARD));
    count(3);
    try (StateStore other =
        StateStore.open(new SqliteStorage(), folder.resolve("state.db"), StateOptions.STANDARD)) {
      Namespace same = other.namespace("servers");
      Persistence next = new Persistence(other, same, runtime, INTERVAL);
      Object saver = persistence.saver().id();
      runtime.sys().children(supervisor, LONG_ENOUGH).stream()
          .filter(child -> child.spec().id().equals(saver))
          .forEach(child -> exchange(child.pid(), next.saver().behaviour()));
      exchange(runtime.whereis("counter"), next.server(new Counter(), BOARD));
      count(1);
      next.flush();

      persistence.close();

      assertThat(same.get(BOARD)).contains(4L);
    }
  }

  @Test
  void a_state_that_went_over_is_written_by_the_first_callback_though_it_does_not_change_it() {
    supervised(persistence.server(new Counter(), BOARD));
    count(3);
    Persistence next = new Persistence(store, states, runtime, INTERVAL);
    exchange(runtime.whereis("counter"), next.server(new Counter(), BOARD));
    next.flush();
    assertThat(states.get(BOARD)).as("an update may still fail").isNotEqualTo(Optional.of(3L));

    assertThat(runtime.call(COUNTER, "count")).isEqualTo(3L);
    next.flush();

    assertThat(states.get(BOARD)).contains(3L);
  }

  private void exchange(Pid process, Behaviour<?> code) {
    runtime.sys().suspend(process, LONG_ENOUGH);
    runtime.sys().changeCode(process, code, "1.0.0", LONG_ENOUGH);
    runtime.sys().resume(process, LONG_ENOUGH);
  }
}
