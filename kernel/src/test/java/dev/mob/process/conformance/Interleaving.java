package dev.mob.process.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.process.Atom;
import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.Down;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessInfo;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.Ref;
import dev.mob.process.Response;
import dev.mob.process.Self;
import dev.mob.process.Simulation;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorRequest;
import dev.mob.process.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run of a supervisor with named workers among peers that link, unlink, monitor, demonitor,
 * send, ask, crash and kill, all in an order that a seed chooses. What must be true at its end,
 * whatever the order was, is checked by {@link #check}.
 */
final class Interleaving implements AutoCloseable {
  private static final int PEERS = 5;
  private static final int WORKERS = 3;
  private static final int ACTIONS = 16;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ExitReason[] REASONS = {
    ExitReason.of("boom"), ExitReason.NORMAL, ExitReason.SHUTDOWN, ExitReason.KILL
  };

  private final Random random;
  private final Simulation simulation;
  private final ProcessRuntime runtime;
  private final Pid supervisor;
  private final Pid sink;
  private final List<Pid> peers = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private final Map<Ref, Integer> downs = new HashMap<>();
  private final Map<Ref, Pid> requests = new HashMap<>();
  private final Map<Ref, Integer> responses = new HashMap<>();
  private final Map<List<Pid>, Integer> linkCalls = new HashMap<>();
  private final Map<List<Pid>, Integer> exits = new HashMap<>();
  private final Map<Pid, Integer> sent = new HashMap<>();
  private final Map<Pid, Integer> arrived = new HashMap<>();
  private final List<String> journal = new ArrayList<>();

  /** A monitor; {@code after} is how often it had fired when it was ended, -1 while it stands. */
  private static final class Watch {
    final Ref ref;
    final Pid watcher;
    final Pid target;
    int after = -1;

    Watch(Ref ref, Pid watcher, Pid target) {
      this.ref = ref;
      this.watcher = watcher;
      this.target = target;
    }
  }

  /** One message of a pair of processes that must not overtake another. */
  private record Numbered(Pid from, int number) {}

  /** Does what it is told and notes the rest; without state, as all it notes is the run's. */
  private final class Peer implements Receive<Object> {
    @Override
    public Object init(Object argument, Self self) {
      if (argument == Atom.TRUE) {
        self.trapExit(true);
      }
      return null;
    }

    @Override
    public Object receive(Object message, Object state, Self self) {
      journal.add(self.pid() + " " + (message instanceof Actor.Act ? "acts" : message));
      if (message instanceof Actor.Act) {
        ((Actor.Act) message).body().accept(self);
      } else if (message instanceof Down) {
        downs.merge(((Down) message).monitor(), 1, Integer::sum);
      } else if (message instanceof Exit) {
        exits.merge(List.of(self.pid(), ((Exit) message).from()), 1, Integer::sum);
      } else if (message instanceof Response) {
        responses.merge(((Response) message).request(), 1, Integer::sum);
      } else if (message instanceof Numbered) {
        Numbered numbered = (Numbered) message;
        int before = arrived.getOrDefault(numbered.from(), 0);
        assertThat(numbered.number()).as("the next message of one pair").isEqualTo(before + 1);
        arrived.put(numbered.from(), numbered.number());
      }
      return state;
    }
  }

  Interleaving(long seed) {
    random = new Random(seed * 31 + 7);
    simulation = Simulation.of(seed);
    runtime = simulation.runtime();
    Peer code = new Peer();
    sink = runtime.spawn(code, null);
    for (int i = 0; i < PEERS; i++) {
      peers.add(runtime.spawn(code, i < 2 ? Atom.TRUE : Atom.FALSE));
    }
    ChildSpec[] workers = new ChildSpec[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
      workers[i] = ChildSpec.worker(i, code, Atom.FALSE).name("worker" + i);
    }
    Strategy strategy = Strategy.values()[random.nextInt(Strategy.values().length)];
    supervisor =
        Supervisor.start(
            runtime,
            SupervisorSpec.of(strategy, Arrays.asList(workers)).intensity(10_000, LIMIT),
            SpawnOptions.NONE);
  }

  /** Plays all actions with some turns between them, then lets everything come to rest. */
  Interleaving play() {
    for (int i = 0; i < ACTIONS; i++) {
      act();
      for (int turns = random.nextInt(4); turns > 0; turns--) {
        simulation.step();
      }
    }
    simulation.runUntilIdle();
    return this;
  }

  private Pid anyone() {
    // Often the same two, so that what they do to each other crosses on the way.
    int chosen = random.nextBoolean() ? random.nextInt(2) : random.nextInt(PEERS + WORKERS);
    if (chosen < PEERS) {
      return peers.get(chosen);
    }
    Pid worker = runtime.whereis("worker" + (chosen - PEERS));
    return worker == null ? peers.get(0) : worker;
  }

  private void act() {
    Pid one = anyone();
    Pid other = random.nextInt(8) == 0 ? supervisor : anyone();
    ExitReason reason = REASONS[random.nextInt(REASONS.length)];
    switch (random.nextInt(9)) {
      case 0:
      case 1:
        tell(one, self -> link(self, other));
        break;
      case 2:
        // Who is no longer linked to its supervisor is lost to it, in OTP as well.
        if (other != supervisor) {
          boolean again = random.nextBoolean();
          tell(
              one,
              self -> {
                self.unlink(other);
                if (again) {
                  link(self, other);
                }
              });
        }
        break;
      case 3:
        tell(one, self -> watches.add(new Watch(self.monitor(other), self.pid(), other)));
        break;
      case 4:
        tell(one, this::endAWatch);
        break;
      case 5:
        tell(one, self -> self.exit(reason));
        break;
      case 6:
        if (other != supervisor) {
          tell(one, self -> self.exit(other, reason));
        }
        break;
      case 7:
        Object id = random.nextInt(WORKERS);
        tell(
            one,
            self ->
                requests.put(
                    self.sendRequest(supervisor, new SupervisorRequest.RestartChild(id), id, LIMIT),
                    self.pid()));
        break;
      default:
        tell(one, this::sendOn);
    }
  }

  private void tell(Pid process, Consumer<Self> body) {
    runtime.send(process, new Actor.Act(body));
  }

  private void link(Self self, Pid other) {
    self.link(other);
    linkCalls.merge(List.of(self.pid(), other), 1, Integer::sum);
    linkCalls.merge(List.of(other, self.pid()), 1, Integer::sum);
  }

  private void endAWatch(Self self) {
    for (Watch watch : watches) {
      if (watch.watcher.equals(self.pid()) && watch.after < 0) {
        self.demonitor(watch.ref);
        watch.after = downs.getOrDefault(watch.ref, 0);
        return;
      }
    }
  }

  private void sendOn(Self self) {
    for (int i = 0; i < 3; i++) {
      int number = sent.merge(self.pid(), 1, Integer::sum);
      self.send(sink, new Numbered(self.pid(), number));
    }
  }

  // ---- what must be true

  void check() {
    everyChildRunsAndNobodyElse();
    everyMonitorIsAnsweredOnce();
    everyRequestIsAnsweredOnce();
    linksAreSymmetrical();
    noLinkBringsTwoExits();
    namesAreUniqueAndOfTheLiving();
    assertThat(arrived).as("messages that arrived, of those sent").isEqualTo(sent);
    nothingIsLeftAfterTheEnd();
  }

  private void everyChildRunsAndNobodyElse() {
    Set<Pid> children = new HashSet<>();
    for (Child child : Supervisor.whichChildren(runtime, supervisor)) {
      assertThat(child.pid()).as("child %s", child.spec().id()).isNotNull();
      assertThat(runtime.isAlive(child.pid())).as("child %s lives", child).isTrue();
      assertThat(runtime.whereis("worker" + child.spec().id())).isEqualTo(child.pid());
      children.add(child.pid());
    }
    assertThat(children).hasSize(WORKERS);
    for (Pid process : runtime.processes()) {
      if (supervisor.equals(info(process).parent())) {
        assertThat(children).as("orphans").contains(process);
      }
    }
  }

  private void everyMonitorIsAnsweredOnce() {
    for (Watch watch : watches) {
      int fired = downs.getOrDefault(watch.ref, 0);
      assertThat(fired).as("downs of %s", watch.ref).isLessThanOrEqualTo(1);
      boolean oneself = watch.watcher.equals(watch.target);
      if (watch.after >= 0) {
        assertThat(fired).as("downs after demonitor").isEqualTo(watch.after);
      } else if (runtime.isAlive(watch.watcher)) {
        int expected = runtime.isAlive(watch.target) || oneself ? 0 : 1;
        assertThat(fired).as("%s monitors %s", watch.watcher, watch.target).isEqualTo(expected);
      }
    }
  }

  private void everyRequestIsAnsweredOnce() {
    requests.forEach(
        (request, asker) -> {
          int answers = responses.getOrDefault(request, 0);
          assertThat(answers).isLessThanOrEqualTo(1);
          if (runtime.isAlive(asker)) {
            assertThat(answers).as("answers to %s", asker).isEqualTo(1);
          }
        });
  }

  private void linksAreSymmetrical() {
    for (Pid process : runtime.processes()) {
      for (Pid linked : info(process).links()) {
        assertThat(runtime.isAlive(linked)).as("%s, linked to %s", linked, process).isTrue();
        assertThat(info(linked).links()).as("links of %s", linked).contains(process);
      }
    }
  }

  private void noLinkBringsTwoExits() {
    // Signals by exit/2 are not of a link, but there is one of them at most for each action.
    exits.forEach(
        (pair, count) ->
            assertThat(count).isLessThanOrEqualTo(linkCalls.getOrDefault(pair, 0) + ACTIONS));
  }

  private void namesAreUniqueAndOfTheLiving() {
    Map<Atom, Pid> names = runtime.registered();
    Set<Pid> holders = new HashSet<>(names.values());
    assertThat(holders).hasSameSizeAs(names.values());
    names.forEach((name, pid) -> assertThat(info(pid).names()).contains(name));
  }

  private void nothingIsLeftAfterTheEnd() {
    runtime.stop(supervisor, ExitReason.SHUTDOWN, LIMIT);
    simulation.runUntilIdle();
    assertThat(runtime.isAlive(supervisor)).isFalse();
    assertThat(runtime.registered()).isEmpty();
    for (Pid process : runtime.processes()) {
      assertThat(supervisor.equals(info(process).parent())).as("orphan %s", process).isFalse();
      assertThat(info(process).links()).doesNotContain(supervisor);
    }
    simulation.close();
    assertThat(runtime.processes()).isEmpty();
  }

  private ProcessInfo info(Pid process) {
    return runtime
        .info(process)
        .orElseThrow(() -> new AssertionError(process + " is shown and is not alive"));
  }

  /** What every process received, in the order in which it did. */
  List<String> journal() {
    return new ArrayList<>(journal);
  }

  @Override
  public void close() {
    simulation.close();
  }
}
