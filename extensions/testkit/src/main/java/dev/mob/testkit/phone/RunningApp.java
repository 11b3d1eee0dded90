package dev.mob.testkit.phone;

import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import dev.mob.background.LaunchReason;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.host.Host;
import dev.mob.notify.NotifyExtension;
import dev.mob.notify.PushResult;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.Simulation;
import dev.mob.state.KeyService;
import dev.mob.state.Storage;
import dev.mob.testkit.Part;
import dev.mob.testkit.SimulatedNode;
import dev.mob.testkit.storage.MemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The app from a start to its end: a process runtime, its extensions, and the platform services
 * that lead to the phone. What it does after it was ended reaches nobody.
 */
final class RunningApp {
  private final Phone phone;
  private final Supplier<List<Part>> parts;
  private final long begunAt;
  private final Simulation simulation;
  private final LaunchReason reason;
  private final MemoryStorage disk;
  private final List<OpenWindow> waiting = new ArrayList<>();
  private final PushDoor pushes;

  /** Whether the app has the notify extension, which then answers a push, too. */
  private boolean hasNotify;

  private SimulatedNode node;
  private KeepAlivePlatform.Listener keepAliveListener;
  private WorkPlatform.Listener workListener;
  private LifecyclePlatform.Listener lifecycleListener;

  /** What the app is kept awake for; {@code null} for nothing. */
  KeepAlivePlatform.Demand demand;

  /** The opportunities that it has and has not finished. */
  final List<OpenWindow> windows = new ArrayList<>();

  boolean suspended;
  long suspendedAt;
  boolean ended;

  /**
   * @param appParts makes its extensions, the background extension first
   * @param now the phone's time
   */
  RunningApp(
      Phone phone,
      Supplier<List<Part>> appParts,
      long now,
      long seed,
      MemoryStorage disk,
      LaunchReason reason) {
    this.phone = phone;
    this.parts = appParts;
    this.begunAt = now;
    this.simulation = Simulation.of(seed);
    this.reason = reason;
    this.disk = disk;
    this.pushes = new PushDoor(this, phone.notifications(), phone::clockMillis);
  }

  PushDoor pushes() {
    return pushes;
  }

  /** Activates the extensions; apart from the constructor, since they already use the phone. */
  void start() {
    List<Part> made = parts.get();
    Host host =
        Host.builder(phone.systemWord(), Path.of("/app"))
            .environment(Map.of())
            .offer(Storage.class, disk)
            .offer(KeyService.class, phone.keys())
            .offer(KeepAlivePlatform.class, new KeepAliveDoor())
            .offer(WorkPlatform.class, new WorkDoor())
            .offer(LifecyclePlatform.class, new LifecycleDoor())
            .offer(PushPlatform.class, pushes)
            .build();
    hasNotify = made.stream().anyMatch(part -> part.extension() instanceof NotifyExtension);
    node = SimulatedNode.start(simulation.runtime(), host, made);
  }

  SimulatedNode node() {
    return node;
  }

  Simulation simulation() {
    return simulation;
  }

  LifecyclePlatform.Listener lifecycle() {
    return lifecycleListener;
  }

  KeepAlivePlatform.Listener keepAlive() {
    return keepAliveListener;
  }

  /** Runs what can run now, until the app has been ended. */
  void settle() {
    boolean ran = true;
    while (ran && !ended && !phone.isKilling()) {
      ran = simulation.step();
    }
    if (!ended && !phone.isKilling()) {
      simulation.untilNextTimer(); // fires what fell due while the app was suspended
    }
  }

  /** The time to which the app has come, in the phone's milliseconds. */
  long time() {
    return begunAt + simulation.elapsed().toMillis();
  }

  /** Lets time pass for the app until it is the phone's. */
  void advanceTo(long time) {
    Duration step = Duration.ofMillis(time - begunAt).minus(simulation.elapsed());
    if (!step.isNegative() && !step.isZero()) {
      simulation.advance(step);
    }
  }

  /** Stops it where it is; nothing in it hears of that. */
  void freeze() {
    simulation.runtime().suspend(Duration.ZERO);
  }

  /** Lets it go on. */
  void thaw() {
    simulation.runtime().resume();
  }

  /** When a timer of the app is due, from now; {@link Long#MAX_VALUE} for none. */
  long untilNextTimer() {
    return simulation
        .untilNextTimer()
        .map(wait -> Math.max(1, wait.toMillis()))
        .orElse(Long.MAX_VALUE);
  }

  /** Gives an opportunity, as soon as the app listens. */
  void give(OpenWindow window) {
    windows.add(window);
    if (window.push != null && (hasNotify || pushes.isListenedTo())) {
      window.answersLeft++;
      pushes.arrived(
          window.push.arrival(),
          window.push.shown(),
          window.push.inFront(),
          new PushAnswer(window, phone.pushWindow()));
    }
    if (workListener == null) {
      waiting.add(window);
    } else {
      workListener.opportunity(window);
    }
  }

  void expiring(OpenWindow window, Duration left) {
    if (workListener != null) {
      workListener.expiring(window, left);
    }
  }

  private final class KeepAliveDoor implements KeepAlivePlatform {
    @Override
    public void listen(Listener listener) {
      keepAliveListener = listener;
    }

    @Override
    public void hold(Demand wanted) {
      if (!ended) {
        phone.hold(RunningApp.this, wanted);
      }
    }

    @Override
    public void release() {
      if (!ended && demand != null) {
        phone.released(RunningApp.this);
      }
    }
  }

  Set<KeepAliveType> heldTypes() {
    return demand == null ? Set.of() : demand.types();
  }

  private final class WorkDoor implements WorkPlatform {
    @Override
    public void listen(Listener listener) {
      workListener = listener;
      waiting.forEach(listener::opportunity);
      waiting.clear();
    }

    @Override
    public void plan(List<Slot> slots) {
      if (!ended) {
        phone.planned(slots);
      }
    }

    @Override
    public long now() {
      return phone.clockMillis();
    }
  }

  private final class LifecycleDoor implements LifecyclePlatform {
    @Override
    public LaunchReason launchReason() {
      return reason;
    }

    @Override
    public void listen(Listener listener) {
      lifecycleListener = listener;
      if (reason != LaunchReason.COLD) {
        listener.background();
      }
    }
  }

  /**
   * A push that wakes the app.
   *
   * @param shown whether the operating system shows it
   */
  record Waking(Push push, boolean shown, boolean inFront) {
    Arrival arrival() {
      return Arrival.push(push.id(), push.title(), push.body(), push.data());
    }
  }

  /** An opportunity for work, from when it is given until its time is over. */
  final class OpenWindow implements WorkPlatform.Opportunity {
    private final WorkKind kind;
    private final String slot;
    private final Waking push;
    private WorkResult best = WorkResult.NO_DATA;
    private Agenda.Item warning;
    private Agenda.Item end;
    private boolean finished;

    /** The platform has one answer to wait for; the app's extensions may have several to give. */
    int answersLeft = 1;

    OpenWindow(WorkKind kind, String slot, Waking push) {
      this.kind = kind;
      this.slot = slot;
      this.push = push;
    }

    /** It is over then, with a warning before. */
    void endsWith(Agenda.Item warns, Agenda.Item ends) {
      warning = warns;
      end = ends;
    }

    /** Its end does not come any more. */
    void callOff() {
      warning.callOff();
      end.callOff();
    }

    /** The app is done with it. */
    void finish() {
      if (finished) {
        throw new IllegalStateException(this + " was finished twice");
      }
      finished = true;
      callOff();
    }

    @Override
    public WorkKind kind() {
      return kind;
    }

    @Override
    public Optional<String> slot() {
      return Optional.ofNullable(slot);
    }

    @Override
    public boolean meets(Constraints constraints) {
      return phone.meets(constraints);
    }

    @Override
    public Optional<WorkPlatform.Push> push() {
      return Optional.ofNullable(push)
          .map(waking -> new WorkPlatform.Push(waking.push().id(), waking.push().data()));
    }

    @Override
    public void finished(WorkResult result) {
      if (ended) {
        return;
      }
      if (best == WorkResult.NO_DATA || result == WorkResult.NEW_DATA) {
        best = result;
      }
      answersLeft--;
      if (answersLeft <= 0) {
        phone.finished(RunningApp.this, this, best);
      }
    }

    @Override
    public String toString() {
      return push != null ? "push " + push.push().id() : slot != null ? slot : kind.toString();
    }
  }

  /** The notify extension's answer for a push that has woken the app. */
  private record PushAnswer(OpenWindow window, Duration length) implements PushPlatform.Window {
    @Override
    public void finished(PushResult result) {
      window.finished(WorkResult.valueOf(result.name()));
    }
  }

  /** The time for a message that comes while the app is in front. */
  final class ShortWindow implements PushPlatform.Window {
    private final String message;
    private final Duration length;
    private boolean finished;

    ShortWindow(String message, Duration length) {
      this.message = message;
      this.length = length;
    }

    @Override
    public Duration length() {
      return length;
    }

    @Override
    public void finished(PushResult result) {
      if (finished) {
        throw new IllegalStateException("the window of " + message + " was finished twice");
      }
      finished = true;
    }
  }
}
