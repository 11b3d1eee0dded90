package dev.mob.cluster.handover;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.Handover;
import dev.mob.cluster.MoveFailed;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.Proxy;
import dev.mob.process.Atom;
import dev.mob.process.ChildSpec;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Receive;
import dev.mob.process.Restart;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process moves to another node: all of it, once, whatever fails. */
final class HandoverTest {
  private static final Handover.Options QUICK =
      Handover.Options.STANDARD.withAnswer(Duration.ofSeconds(5)).withDoubt(Duration.ofSeconds(2));

  private final Nodes nodes = new Nodes();
  private Proxy network;

  @AfterEach
  void closeNodes() throws Exception {
    nodes.close();
    if (network != null) {
      network.close();
    }
  }

  @Test
  void itKeepsItsStateItsNameItsMailboxAndItsGroups() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    Nodes.Mob there = nodes.mob("there");
    accept(there, new Counter());
    CountDownLatch packed = new CountDownLatch(1);
    Pid pid = counter(here, new Counter(() -> awaitThen(packed), () -> {}), 41);
    here.cluster.groups().join("counters", pid);
    assertThat(here.cluster.global().register("the counter", pid, Duration.ofSeconds(10))).isTrue();

    CompletableFuture<Pid> moving = here.cluster.handover().move(pid, there.cluster.name());
    // It stands still now; what comes meanwhile is its mailbox.
    for (long i = 0; i < 1_000; i++) {
      here.runtime.send(pid, i);
    }
    packed.countDown();
    Pid moved = moving.get(30, SECONDS);
    here.runtime.send(pid, "by the old pid");
    here.runtime.cast(ProcessName.of("counter"), "by the name here");

    assertThat(moved.node()).isEqualTo(there.cluster.name());
    assertThat(there.runtime.whereis("counter")).isEqualTo(moved);
    assertThat(here.runtime.call(pid, "add")).isEqualTo(42L);
    assertThat(there.runtime.call(ProcessName.of("counter"), "get")).isEqualTo(42L);
    assertThat(here.runtime.call(ProcessName.of("counter"), "node")).isEqualTo(moved.node());
    List<Object> expected =
        LongStream.range(0, 1_000).boxed().collect(Collectors.toCollection(ArrayList::new));
    expected.addAll(List.of("by the old pid", "by the name here"));
    assertThat(there.runtime.call(moved, "seen")).isEqualTo(expected);
    await()
        .untilAsserted(
            () -> {
              assertThat(here.cluster.global().whereis("the counter")).isEqualTo(moved);
              assertThat(there.cluster.global().whereis("the counter")).isEqualTo(moved);
              assertThat(here.cluster.groups().members("counters")).containsExactly(moved);
              assertThat(there.cluster.groups().members("counters")).containsExactly(moved);
            });
  }

  @Test
  void whoeverCallsWhileItGoesBackAndForthIsAnsweredAndCountedOnce() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    Nodes.Mob there = nodes.mob("there");
    accept(there, new Counter());
    accept(here, new Counter());
    Pid first = there.runtime.start(new Counter(), 0L);
    assertThat(there.cluster.global().register("counter", first, Duration.ofSeconds(10))).isTrue();
    await().until(() -> here.cluster.global().whereis("counter") != null || connect(here, there));
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicLong answered = new AtomicLong();
    List<Throwable> failures = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (Nodes.Mob mob : List.of(here, there, here)) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  while (goesOn.get()) {
                    Pid now = mob.cluster.global().whereis("counter");
                    mob.runtime.call(now, "add", Duration.ofSeconds(30));
                    answered.incrementAndGet();
                  }
                } catch (RuntimeException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              });
      caller.start();
      callers.add(caller);
    }
    Pid now = first;
    for (int i = 0; i < 6; i++) {
      Nodes.Mob from = i % 2 == 0 ? there : here;
      Nodes.Mob to = i % 2 == 0 ? here : there;
      long before = answered.get();
      now = from.cluster.handover().move(now, to.cluster.name()).get(60, SECONDS);
      await().until(() -> answered.get() > before + 20);
    }
    goesOn.set(false);
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failures).isEmpty();
    assertThat(here.runtime.call(now, "get")).isEqualTo(answered.get());
  }

  private static boolean connect(Nodes.Mob from, Nodes.Mob to) throws Exception {
    from.cluster.connect(to.cluster.name()).get(10, SECONDS);
    return from.cluster.global().whereis("counter") != null;
  }

  @Test
  void theOldPidForwardsForTheStatedTimeAndThenEndsNormally() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    Nodes.Mob there = nodes.mob("there");
    accept(there, new Counter());
    Pid pid = counter(here, new Counter(), 1);
    CompletableFuture<Object> ended = new CompletableFuture<>();
    here.runtime.monitor(pid, down -> ended.complete(down.reason().term()));
    Pid moved =
        here.cluster
            .handover()
            .move(pid, there.cluster.name(), QUICK.withForwardFor(Duration.ofMillis(300)))
            .get(30, SECONDS);
    assertThat(ended.get(30, SECONDS)).isEqualTo(Atom.of("normal"));
    assertThat(here.runtime.whereis("counter")).isNull();
    assertThat(here.runtime.call(moved, "add")).isEqualTo(2L);
  }

  @Test
  void whatDoesNotConsentOrIsNotWantedStaysAndWorks() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    Nodes.Mob there = nodes.mob("there");
    Receive<Object> plain = (message, state, self) -> state;
    assertRefused(here, here.runtime.spawn(plain, 0), there, "does not implement Movable");

    Pid pid = counter(here, new Counter(), 1);
    assertRefused(here, pid, there, "does not accept processes of kind test.counter");
    accept(there, new Counter());
    assertRefused(here, pid, here, "already");
    assertRefused(here, here.runtime.start(new Counter(), 13L), there, "does not want to move");
    Pid other = there.runtime.start(plain, 0, SpawnOptions.NONE.name("counter"));
    assertRefused(here, pid, there, "the name counter is taken");
    there.runtime.exit(other, dev.mob.process.ExitReason.KILL);
    assertThat(here.runtime.call(pid, "add")).isEqualTo(2L);

    Pid supervisor =
        Supervisor.start(
            here.runtime,
            SupervisorSpec.of(
                Strategy.ONE_FOR_ONE,
                List.of(
                    ChildSpec.worker("permanent", new Counter(), 1L),
                    ChildSpec.worker("transient", new Counter(), 1L).restart(Restart.TRANSIENT))),
            SpawnOptions.NONE);
    List<Pid> children =
        Supervisor.whichChildren(here.runtime, supervisor).stream()
            .map(dev.mob.process.Child::pid)
            .collect(Collectors.toList());
    assertRefused(here, children.get(0), there, "transient or temporary");
    Pid moved =
        here.cluster.handover().move(children.get(1), there.cluster.name()).get(30, SECONDS);
    assertThat(here.runtime.call(moved, "add")).isEqualTo(2L);
  }

  @Test
  void anInitThatFailsThereLeavesItHere() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    Nodes.Mob there = nodes.mob("there");
    accept(
        there,
        new Counter(
            () -> {},
            () -> {
              throw new IllegalStateException("no room");
            }));
    Pid pid = counter(here, new Counter(), 1);
    assertRefused(here, pid, there, "no room");
    assertThat(here.runtime.call(pid, "add")).isEqualTo(2L);
    assertThat(there.runtime.whereis("counter")).isNull();
  }

  @Test
  void oneThatIsBusyForTooLongIsNotMovedAndGoesOnAfterwards() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    Nodes.Mob there = nodes.mob("there");
    accept(there, new Counter());
    Pid pid = counter(here, new Counter(), 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    here.runtime.send(
        pid,
        (Runnable)
            () -> {
              begun.countDown();
              awaitThen(busy);
            });
    // A message that has only arrived does not keep it here: it would move with its mailbox.
    assertThat(begun.await(60, SECONDS)).isTrue();
    assertRefused(here, pid, there, "timeout");
    busy.countDown();
    assertThat(here.runtime.call(pid, "add", Duration.ofSeconds(30))).isEqualTo(2L);
  }

  // Failures on the way.

  @Test
  void aLinkThatIsLostBeforeTheOtherNodeHasItLeavesItHere() throws Exception {
    Nodes.Mob there = nodes.mob("there");
    Nodes.Mob here = behindTheNetwork("here", there);
    accept(there, new Counter());
    Pid pid = counter(here, new Counter(() -> network.cut(), () -> {}), 7);
    assertRefused(here, pid, there, "noconnection");
    network.mend();
    assertThat(here.runtime.call(pid, "add")).isEqualTo(8L);
    assertThat(there.runtime.whereis("counter")).isNull();
  }

  @Test
  void aLinkThatIsLostWhenTheOtherNodeHasItIsAskedAboutUntilItIsThereAgain() throws Exception {
    Nodes.Mob there = nodes.mob("there");
    Nodes.Mob here = behindTheNetwork("here", there);
    CountDownLatch arrived = new CountDownLatch(1);
    accept(
        there,
        new Counter(
            () -> {},
            () -> {
              network.cut();
              arrived.countDown();
            }));
    Pid pid = counter(here, new Counter(), 7);
    CompletableFuture<Pid> moving =
        here.cluster
            .handover()
            .move(pid, there.cluster.name(), QUICK.withDoubt(Duration.ofSeconds(60)));
    arrived.await();
    await().until(() -> !here.cluster.nodes().contains(there.cluster.name()));
    assertThat(moving).isNotDone();
    network.mend();
    Pid moved = moving.get(60, SECONDS);
    assertThat(here.runtime.call(pid, "add")).isEqualTo(8L);
    assertThat(there.runtime.call(moved, "get")).isEqualTo(8L);
  }

  @Test
  void whenThereIsNoWordForTooLongItGoesOnHereAndTheOtherIsEndedWhenTheNodesMeet()
      throws Exception {
    Nodes.Mob there = nodes.mob("there");
    Nodes.Mob here = behindTheNetwork("here", there);
    accept(there, new Counter(() -> {}, () -> network.cut()));
    Pid pid = counter(here, new Counter(), 7);
    assertRefused(here, pid, there, "no word");
    assertThat(here.runtime.call(pid, "add")).isEqualTo(8L);
    network.mend();
    await()
        .until(
            () -> {
              here.cluster.connect(there.cluster.name()).get(10, SECONDS);
              return there.runtime.whereis("counter") == null;
            });
    assertThat(here.runtime.call(pid, "add")).isEqualTo(9L);
  }

  @Test
  void aNodeThatIsKilledAsTheProcessBeginsThereLeavesItHere() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    try (ForkedNode victim = ForkedNode.start("victim", nodes.epmdPort(), "stops-at-arrival", "")) {
      victim.await("READY");
      Pid pid = counter(here, new Counter(), 7);
      CompletableFuture<Pid> moving =
          here.cluster.handover().move(pid, Atom.of("victim@127.0.0.1"), QUICK);
      victim.await("HERE");
      victim.kill();
      assertThatThrownBy(() -> moving.get(60, SECONDS)).hasCauseInstanceOf(MoveFailed.class);
      assertThat(here.runtime.call(pid, "add")).isEqualTo(8L);
    }
  }

  @Test
  void aKilledNodeThatComesBackTellsThatItDoesNotHaveIt() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    Pid pid = counter(here, new Counter(), 7);
    CompletableFuture<Pid> moving;
    try (ForkedNode victim = ForkedNode.start("victim", nodes.epmdPort(), "stops-at-arrival", "")) {
      victim.await("READY");
      moving =
          here.cluster
              .handover()
              .move(pid, Atom.of("victim@127.0.0.1"), QUICK.withDoubt(Duration.ofMinutes(10)));
      victim.await("HERE");
      victim.kill();
    }
    try (ForkedNode again = ForkedNode.start("victim", nodes.epmdPort(), "accepts", "")) {
      again.await("READY");
      assertThatThrownBy(() -> moving.get(60, SECONDS))
          .hasCauseInstanceOf(MoveFailed.class)
          .hasMessageContaining("lost before it began");
      assertThat(here.runtime.call(pid, "add")).isEqualTo(8L);
    }
  }

  @Test
  void whenTheNodeThatItLeavesIsKilledAsItBeginsItLivesOnHere() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    try (ForkedNode victim = ForkedNode.start("victim", nodes.epmdPort(), "moves", here.name())) {
      accept(here, new Counter(() -> {}, victim::kill));
      await().until(() -> here.runtime.whereis("counter") != null);
      assertThat(here.runtime.call(ProcessName.of("counter"), "add", Duration.ofSeconds(30)))
          .isEqualTo(6L);
    }
  }

  @Test
  void whenTheNodeThatItLeavesIsKilledBeforeThatItEndsWithItsNode() throws Exception {
    Nodes.Mob here = nodes.mob("here");
    try (ForkedNode victim =
        ForkedNode.start("victim", nodes.epmdPort(), "stops-at-pack", here.name())) {
      accept(here, new Counter());
      victim.await("HERE");
      victim.kill();
      await().until(() -> here.cluster.nodes().isEmpty());
      assertThat(here.runtime.whereis("counter")).isNull();
    }
  }

  private Nodes.Mob behindTheNetwork(String alive, Nodes.Mob far) throws Exception {
    network = new Proxy(far.cluster.port());
    Nodes.Mob near =
        nodes.mob(
            alive,
            options ->
                options.withDiscovery(
                    node ->
                        CompletableFuture.completedFuture(
                            node.equals(far.cluster.name()) ? network.address() : null)));
    near.cluster.connect(far.cluster.name()).get(30, SECONDS);
    return near;
  }

  private static Pid counter(Nodes.Mob mob, Counter code, long count) {
    return mob.runtime.start(code, count, SpawnOptions.NONE.name("counter"));
  }

  private static void accept(Nodes.Mob mob, Counter code) {
    mob.cluster
        .handover()
        .accept(code, Set.of(), child -> mob.runtime.start(child.behaviour(), child.argument()));
  }

  private static void awaitThen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertRefused(Nodes.Mob from, Pid process, Nodes.Mob to, String why) {
    assertThatThrownBy(
            () -> from.cluster.handover().move(process, to.cluster.name(), QUICK).get(60, SECONDS))
        .hasCauseInstanceOf(MoveFailed.class)
        .hasMessageContaining(why);
    assertThat(from.runtime.isAlive(process)).isTrue();
  }
}
