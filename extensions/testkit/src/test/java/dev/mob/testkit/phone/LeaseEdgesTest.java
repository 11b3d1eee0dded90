package dev.mob.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.background.Background;
import dev.mob.background.BackgroundExtension;
import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveType;
import dev.mob.background.Lease;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.host.Host;
import dev.mob.process.ExitReason;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Self;
import dev.mob.state.Storage;
import dev.mob.testkit.Part;
import dev.mob.testkit.SimulatedNode;
import dev.mob.testkit.storage.MemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A thousand processes on real threads take and drop leases at random. */
final class LeaseEdgesTest {

  /** Notes when it is switched on and off, and refuses to be switched twice the same way. */
  private static final class Mechanism implements KeepAlivePlatform {
    private boolean on;
    private int switchedOn;
    private int mistakes;

    @Override
    public void listen(Listener listener) {}

    @Override
    public synchronized void hold(Demand demand) {
      mistakes += on ? 1 : 0;
      switchedOn += on ? 0 : 1;
      on = true;
    }

    @Override
    public synchronized void release() {
      mistakes += on ? 0 : 1;
      on = false;
    }

    /** Whoever holds a lease finds it on. */
    synchronized void mustBeOn() {
      mistakes += on ? 0 : 1;
    }
  }

  private static final class NoWork implements WorkPlatform {
    @Override
    public void listen(Listener listener) {}

    @Override
    public void plan(List<Slot> slots) {}

    @Override
    public long now() {
      return 0;
    }
  }

  /** Takes a lease and drops it, some times; ends in order, or crashes with the lease in hand. */
  private record Artist(Background background, Mechanism mechanism, long seed)
      implements GenServer<Random> {
    @Override
    public Init<Random> init(Object argument, Self self) {
      return Init.ok(new Random(seed)).continueWith("draw");
    }

    @Override
    public Next<Random> handleContinue(Object term, Random random, Self self) {
      Lease lease =
          background.keepAlive(
              KeepAlive.because("drawing").type(KeepAliveType.AUDIO).ownedBy(self.pid()));
      mechanism.mustBeOn();
      return switch (random.nextInt(4)) {
        case 0 -> Next.stop(ExitReason.NORMAL, random);
        case 1 -> throw new IllegalStateException("an artist's own mistake");
        default -> {
          lease.close();
          yield Next.<Random>noreply(random).continueWith("draw");
        }
      };
    }

    @Override
    public Next<Random> handleInfo(Object message, Random random, Self self) {
      return Next.keep();
    }
  }

  @Test
  void the_mechanism_is_switched_at_the_edges_and_nowhere_else() {
    java.util.logging.Logger log = java.util.logging.Logger.getLogger("dev.mob.process");
    java.util.logging.Level level = log.getLevel();
    log.setLevel(java.util.logging.Level.OFF); // each crash would be reported
    Mechanism mechanism = new Mechanism();
    Host host =
        Host.builder("test", Path.of("/edges"))
            .offer(Storage.class, new MemoryStorage())
            .offer(KeepAlivePlatform.class, mechanism)
            .offer(WorkPlatform.class, new NoWork())
            .build();
    try (ProcessRuntime runtime = ProcessRuntime.builder().build();
        SimulatedNode node =
            SimulatedNode.start(
                runtime, host, List.of(Part.described(new BackgroundExtension())))) {
      Background background = node.service(Background.class);
      List<Pid> artists = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        artists.add(runtime.spawn(new Artist(background, mechanism, i), null));
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> artists.stream().noneMatch(runtime::isAlive));
      await().atMost(Duration.ofMinutes(1)).until(() -> background.status().leases().isEmpty());
      synchronized (mechanism) {
        assertThat(mechanism.mistakes).isZero();
        assertThat(mechanism.switchedOn).isPositive();
        assertThat(mechanism.on).isFalse();
      }
    } finally {
      log.setLevel(level);
    }
  }
}
