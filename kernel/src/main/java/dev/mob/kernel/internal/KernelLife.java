package dev.mob.kernel.internal;

import dev.mob.config.Checked;
import dev.mob.config.ConfigurationException;
import dev.mob.config.DescriptorReader;
import dev.mob.config.MobConfFile;
import dev.mob.config.MobConfReader;
import dev.mob.config.Settings;
import dev.mob.config.Version;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.Failure;
import dev.mob.kernel.JarKeeper;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelListener;
import dev.mob.kernel.KernelState;
import dev.mob.kernel.KernelStatus;
import dev.mob.kernel.PlannedExtension;
import dev.mob.kernel.ReloadReport;
import dev.mob.kernel.StopReport;
import dev.mob.kernel.UpdateFailed;
import dev.mob.kernel.UpdateReport;
import dev.mob.kernel.internal.extension.Unit;
import dev.mob.kernel.internal.find.BundlePackaging;
import dev.mob.kernel.internal.find.KernelPackages;
import dev.mob.kernel.internal.find.LinkedPackaging;
import dev.mob.kernel.internal.find.Planner;
import dev.mob.kernel.internal.framework.OsgiFramework;
import dev.mob.kernel.internal.framework.SystemPackages;
import dev.mob.kernel.packaging.Packaging;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SupervisionTree;
import dev.mob.process.Supervisor;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A kernel from its boot to its end.
 *
 * <p>What changes it takes a turn ({@code turn}, a fair lock): the activation of one extension, the
 * failure of one, a reload, the stop. A boot gives up its turn between extensions, so that a
 * failure is dealt with before the next one starts.
 */
public final class KernelLife {
  private static final String SMALL_CONF = "mob { node.name = \"a\", extensions {} }";
  private static final String SMALL_DESCRIPTOR =
      "id = a, version = 1.0.0, kernel = \"[1.0,2)\", requires = []\n"
          + "settings { a { type = duration, default = 1s, doc = \"A\" } }";

  private final Surroundings surroundings;
  private final Events events;
  private final LinkedPackaging linked;
  private final Planner planner;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Repairs repairs = new Repairs();
  private final ExtensionSet extensions;
  private final Updates updates;
  private final Object stateLock = new Object();
  private volatile KernelState state = KernelState.NEW;
  private volatile Instant bootedAt;
  private volatile Duration bootTime = Duration.ZERO;
  private volatile BootPlan plan;
  private volatile Ground ground;
  private volatile StopReport stopped;
  private MobConfFile conf;

  public KernelLife(Surroundings surroundings, List<KernelListener> listeners) {
    this.surroundings = surroundings;
    this.events = new Events(listeners);
    this.extensions = new ExtensionSet(events, this::gaveUp);
    this.linked = new LinkedPackaging(surroundings.linked());
    List<Packaging> packagings = new ArrayList<>();
    packagings.add(linked);
    packagings.add(
        new BundlePackaging(
            new KernelPackages(SystemPackages.reserved()), surroundings.packagings().isEmpty()));
    packagings.addAll(surroundings.packagings());
    this.planner = new Planner(packagings, Version.parse(SystemPackages.API_VERSION));
    this.updates =
        new Updates(planner, extensions, surroundings.host().name(), changed -> plan = changed);
  }

  /** See {@link Kernel#preload}. What goes wrong here goes wrong again in the boot, and is told. */
  public static void preload() {
    OsgiFramework.load();
    new DescriptorReader().read(SMALL_DESCRIPTOR, "preload");
    MobConfFile small = new MobConfReader(Map.of()).read("preload", SMALL_CONF, Paths.get(""));
    new Planner(List.of(), Version.parse(SystemPackages.API_VERSION)).plan(small);
  }

  public Checked<BootPlan> check() {
    return planner.plan(read());
  }

  private MobConfFile read() {
    return surroundings.conf().read(new MobConfReader(surroundings.host().environment()));
  }

  // ---- boot

  public KernelStatus boot() {
    synchronized (stateLock) {
      if (state != KernelState.NEW) {
        throw new IllegalStateException(
            "this kernel is " + state + ": a kernel boots once, build another one");
      }
      state = KernelState.BOOTING;
    }
    bootedAt = Instant.now();
    long begun = System.nanoTime();
    ahead("mob-framework-loading", OsgiFramework::load);
    ahead("mob-descriptors", linked::readAhead);
    turn.lock();
    try {
      if (stopped != null) {
        return status();
      }
      BootPlan made = groundAndPlan();
      List<Unit> units = new ArrayList<>();
      for (PlannedExtension planned : made.order()) {
        units.add(extensions.make(planned, ground.environment()));
      }
      extensions.replace(units);
      ground.installLibraries(made.libraries());
      extensions.install(units, ground.environment());
      if (stopped != null) {
        // A stop that did not wait for this turn ended what there was by then, and not the ground.
        closeGround(stopLimit(made), line -> {});
        return status();
      }
    } catch (RuntimeException | Error e) {
      end(Kernel.STOP_LIMIT);
      throw e;
    } finally {
      turn.unlock();
    }
    for (Unit unit : extensions.units()) {
      inTurn(() -> extensions.activate(unit));
    }
    inTurn(() -> ready(begun));
    for (Unit unit : extensions.units()) {
      inTurn(() -> complete(unit));
    }
    return status();
  }

  /** What the activation of an extension has put off until the node is ready. */
  private void complete(Unit unit) {
    if (state == KernelState.READY) {
      extensions.complete(unit, stopLimit(plan));
    }
  }

  /**
   * Does on another thread what this one will need; what goes wrong is told by whoever needs it.
   */
  private static void ahead(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Reads and checks mob.conf while the foundation is laid, then stands the kernel on it. Where the
   * home folder is does not depend on mob.conf when the host says it.
   */
  private BootPlan groundAndPlan() {
    Foundation foundation = surroundings.home().map(this::foundationAhead).orElse(null);
    try {
      MobConfFile file = read();
      if (foundation == null) {
        foundation = foundationAhead(home(file.settings()));
      }
      Checked<BootPlan> checked = planner.plan(file);
      BootPlan made =
          checked.value().orElseThrow(() -> new ConfigurationException(checked.diagnostics()));
      plan = made;
      conf = file;
      events.tell(new KernelEvent.Planned(made, checked.diagnostics()));
      Path folder = home(made.conf().settings());
      if (foundation != null && !foundation.folder().equals(folder)) {
        foundation.abandon();
        foundation = null;
      }
      if (foundation == null) {
        foundation = Foundation.begin(folder, surroundings.host());
      }
      ground = Ground.prepare(surroundings, made.conf(), foundation, extensions);
      return made;
    } catch (RuntimeException | Error e) {
      if (foundation != null) {
        foundation.abandon();
      }
      throw e;
    }
  }

  private Foundation foundationAhead(Path folder) {
    return Foundation.beginAhead(folder, surroundings.host()).orElse(null);
  }

  private void ready(long begun) {
    synchronized (stateLock) {
      if (state != KernelState.BOOTING) {
        return;
      }
      bootTime = Duration.ofNanos(System.nanoTime() - begun);
      state = KernelState.READY;
    }
    events.tell(new KernelEvent.Ready(status()));
    Ground held = ground;
    if (held != null) {
      held.environment().readiness().reached();
    }
  }

  private Path home(Settings mob) {
    return surroundings
        .home()
        .orElseGet(() -> mob.optionalPath("home").orElse(surroundings.host().home()));
  }

  // ---- while it runs

  public KernelStatus status() {
    BootPlan made = plan;
    Ground held = ground;
    return new KernelStatus(
        state,
        made == null ? "" : made.conf().nodeName(),
        surroundings.conf().name(),
        made == null
            ? surroundings.home().orElse(surroundings.host().home())
            : home(made.conf().settings()),
        Optional.ofNullable(bootedAt),
        bootTime,
        held == null ? Optional.empty() : Optional.of(held.environment().root()),
        extensions.statuses());
  }

  public ProcessRuntime runtime() {
    Ground held = ground;
    if (held == null) {
      throw new IllegalStateException("no processes: the kernel is " + state);
    }
    return held.environment().runtime();
  }

  public Optional<SupervisionTree> tree(Duration timeout) {
    Ground held = ground;
    if (held == null || !held.environment().runtime().isAlive(held.environment().root())) {
      return Optional.empty();
    }
    return Optional.of(
        Supervisor.tree(held.environment().runtime(), held.environment().root(), timeout));
  }

  public <T> Optional<T> find(Class<T> contract) {
    List<T> all = findAll(contract);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  public <T> List<T> findAll(Class<T> contract) {
    Ground held = ground;
    return held == null ? List.of() : held.services(contract);
  }

  public List<String> services() {
    Ground held = ground;
    return held == null ? List.of() : held.services();
  }

  public void addListener(KernelListener listener) {
    events.add(listener);
  }

  public void removeListener(KernelListener listener) {
    events.remove(listener);
  }

  public ReloadReport reload() {
    turn.lock();
    try {
      if (state != KernelState.READY) {
        throw new IllegalStateException("the kernel is " + state + ": only a ready one reloads");
      }
      extensions.units().forEach(this::complete);
      updates.settle();
      MobConfFile file = read();
      Checked<BootPlan> checked = planner.plan(file);
      BootPlan next =
          checked.value().orElseThrow(() -> new ConfigurationException(checked.diagnostics()));
      ground = ground.with(next.conf());
      ground.installLibraries(next.libraries());
      ReloadReport report =
          new Reload(extensions, ground.environment(), plan, next, stopLimit(next))
              .apply(checked.diagnostics());
      plan = next;
      conf = file;
      events.tell(new KernelEvent.Reloaded(report));
      return report;
    } finally {
      turn.unlock();
    }
  }

  public UpdateReport update(String id, Path jar, JarKeeper keeper) {
    try {
      UpdateReport report = updated(id, jar, keeper);
      events.tell(new KernelEvent.Updated(report));
      return report;
    } catch (UpdateFailed failed) {
      events.tell(new KernelEvent.UpdateRefused(id, failed));
      throw failed;
    }
  }

  private UpdateReport updated(String id, Path jar, JarKeeper keeper) {
    Probation begun;
    turn.lock();
    try {
      if (state != KernelState.READY) {
        throw new IllegalStateException("the kernel is " + state + ": only a ready one updates");
      }
      extensions.units().forEach(this::complete);
      begun = updates.begin(id, jar, keeper, conf, plan, ground.environment());
    } finally {
      turn.unlock();
    }
    begun.await();
    turn.lock();
    try {
      if (state == KernelState.READY) {
        updates.settle();
      }
      return begun.outcome();
    } finally {
      turn.unlock();
    }
  }

  /** On a worker of the process runtime. */
  private void gaveUp(Unit unit, Failure failure) {
    repairs.submit(
        () ->
            inTurn(
                () -> {
                  if (state == KernelState.READY || state == KernelState.BOOTING) {
                    extensions.fail(unit, failure, stopLimit(plan));
                  }
                }));
  }

  // ---- stop

  public StopReport stop() {
    BootPlan made = plan;
    return stop(made == null ? Kernel.STOP_LIMIT : stopLimit(made));
  }

  public StopReport stop(Duration limit) {
    long begun = System.nanoTime();
    extensions.cancel();
    boolean inTurn = tryTurn(limit);
    try {
      if (stopped != null) {
        return stopped;
      }
      Duration left = limit.minusNanos(System.nanoTime() - begun);
      return end(left.isNegative() ? Duration.ZERO : left);
    } finally {
      if (inTurn) {
        turn.unlock();
      }
    }
  }

  /**
   * Ends everything that was begun; whoever calls it has the turn, or has waited for it as long as
   * it may.
   */
  private StopReport end(Duration limit) {
    long begun = System.nanoTime();
    synchronized (stateLock) {
      state = KernelState.STOPPING;
    }
    events.tell(new KernelEvent.Stopping(limit));
    List<String> overdue = new ArrayList<>();
    extensions.cancel();
    updates.cancel();
    // The processes and the framework need some of the time too.
    extensions.stop(extensions.units(), limit.multipliedBy(4).dividedBy(5), overdue::add);
    Duration left = limit.minusNanos(System.nanoTime() - begun);
    closeGround(left.isNegative() ? Duration.ZERO : left, overdue::add);
    repairs.close();
    StopReport report =
        new StopReport(Duration.ofNanos(System.nanoTime() - begun), List.copyOf(overdue));
    stopped = report;
    synchronized (stateLock) {
      state = KernelState.STOPPED;
    }
    events.tell(new KernelEvent.Stopped(report));
    return report;
  }

  private void closeGround(Duration limit, Consumer<String> overdue) {
    Ground held = ground;
    ground = null;
    if (held != null) {
      held.close(limit, overdue);
    }
  }

  private static Duration stopLimit(BootPlan plan) {
    return plan.conf().settings().duration("stop-timeout");
  }

  private boolean tryTurn(Duration limit) {
    try {
      return turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void inTurn(Runnable change) {
    turn.lock();
    try {
      change.run();
    } finally {
      turn.unlock();
    }
  }
}
