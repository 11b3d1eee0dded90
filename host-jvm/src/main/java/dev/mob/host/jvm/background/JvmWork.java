package dev.mob.host.jvm.background;

import dev.mob.background.Constraints;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Gives work its opportunity when it is due, one for each slot, for as long as it takes. A machine
 * with a JVM counts as charging and idle; whether there is a network it is asked. What waits for a
 * network is looked at again each minute.
 *
 * <p>Safe for use from any thread. Its one thread is a daemon and ends with {@link #close}.
 */
public final class JvmWork implements WorkPlatform, AutoCloseable {
  private static final long LOOK_AGAIN_SECONDS = 60;

  private final Clock clock;
  private final BooleanSupplier online;
  private final ScheduledThreadPoolExecutor timer;
  private final List<Future<?>> armed = new ArrayList<>();
  private List<Slot> planned = List.of();
  private Listener listener;

  public JvmWork() {
    this(Clock.systemUTC(), JvmWork::hasNetwork);
  }

  /**
   * @param online whether a network can be reached
   */
  public JvmWork(Clock clock, BooleanSupplier online) {
    this.clock = clock;
    this.online = online;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "mob-work");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public synchronized void listen(Listener told) {
    listener = told;
    arm();
  }

  @Override
  public synchronized void plan(List<Slot> slots) {
    planned = List.copyOf(slots);
    arm();
  }

  @Override
  public long now() {
    return clock.millis();
  }

  private void arm() {
    armed.forEach(slot -> slot.cancel(false));
    armed.clear();
    if (listener == null || timer.isShutdown()) {
      return;
    }
    for (Slot slot : planned) {
      armed.add(timer.schedule(() -> due(slot), slot.delay().toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void due(Slot slot) {
    Listener told;
    synchronized (this) {
      if (!planned.contains(slot)) {
        return;
      }
      if (!meets(slot.constraints())) {
        armed.add(timer.schedule(() -> due(slot), LOOK_AGAIN_SECONDS, TimeUnit.SECONDS));
        return;
      }
      told = listener;
    }
    told.opportunity(new Due(slot));
  }

  private boolean meets(Constraints constraints) {
    return constraints.network() == Constraints.Network.NONE || online.getAsBoolean();
  }

  private static boolean hasNetwork() {
    try {
      return NetworkInterface.networkInterfaces().anyMatch(JvmWork::leadsElsewhere);
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean leadsElsewhere(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }

  /** Gives no opportunity any more. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private final class Due implements Opportunity {
    private final Slot slot;

    Due(Slot slot) {
      this.slot = slot;
    }

    @Override
    public WorkKind kind() {
      return slot.kind();
    }

    @Override
    public Optional<String> slot() {
      return Optional.of(slot.name());
    }

    @Override
    public boolean meets(Constraints constraints) {
      return JvmWork.this.meets(constraints);
    }

    @Override
    public Optional<Push> push() {
      return Optional.empty();
    }

    @Override
    public void finished(WorkResult result) {
      // Nobody waits for it: the machine runs on.
    }
  }
}
