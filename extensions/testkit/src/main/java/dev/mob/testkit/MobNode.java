package dev.mob.testkit;

import dev.mob.host.Host;
import dev.mob.host.PlatformService;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Failure;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.kernel.ReloadReport;
import dev.mob.kernel.StopReport;
import dev.mob.kernel.packaging.Packaging;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Simulation;
import dev.mob.process.SpawnOptions;
import dev.mob.testkit.internal.Described;
import dev.mob.testkit.internal.TestHome;
import dev.mob.testkit.platform.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A whole node inside a test: a kernel with its own home folder, its mob.conf, and a host whose
 * platform services are the test's. {@link MobTest} makes one for each test; by hand:
 *
 * <pre>{@code
 * try (MobNode node = MobNode.with("hello { every = 1s }").start()) {
 *   node.advance(Duration.ofSeconds(3));
 *   assertThat(node.call("greeter", "count")).isEqualTo(3);
 * }
 * }</pre>
 *
 * <p>Used by the test's thread. Extensions may do what they like on others.
 */
public final class MobNode implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(30);

  private final TestHome home;
  private final Kernel kernel;
  private final Simulation simulation;
  private final TestPlatform platform;
  private final Duration patience;
  private final List<String> notActive;
  private Probe probe;
  private boolean closed;

  private MobNode(
      TestHome home,
      Kernel kernel,
      Simulation simulation,
      TestPlatform platform,
      Duration patience) {
    this.home = home;
    this.kernel = kernel;
    this.simulation = simulation;
    this.platform = platform;
    this.patience = patience;
    this.notActive = new ArrayList<>();
  }

  /**
   * Begins a node.
   *
   * @param extensions what stands in mob.conf's {@code extensions} block; empty for the extension
   *     whose descriptor is in a folder of the class path
   */
  public static Builder with(String extensions) {
    return new Builder(extensions);
  }

  /** The kernel, for what this class has no shorter word for. */
  public Kernel kernel() {
    return kernel;
  }

  /** The runtime of the node's processes. */
  public ProcessRuntime runtime() {
    return simulation == null ? kernel.runtime() : simulation.runtime();
  }

  /** What the node's host offers. */
  public TestPlatform platform() {
    return platform;
  }

  /** The node's home folder; it is deleted when the node is closed. */
  public Path home() {
    return home.home();
  }

  /** Where an extension is in its life. */
  public ExtensionStatus extension(String id) {
    return kernel
        .status()
        .extension(id)
        .orElseThrow(() -> new AssertionError("mob.conf does not name extension " + id));
  }

  /**
   * A service that an extension provides.
   *
   * @throws AssertionError when nobody does
   */
  public <T> T service(Class<T> contract) {
    return kernel
        .find(contract)
        .orElseThrow(() -> new AssertionError("nobody provides " + contract.getName()));
  }

  /**
   * The process that is registered under a name.
   *
   * @throws AssertionError when there is none; names those that there are
   */
  public Pid process(String name) {
    Pid found = runtime().whereis(name);
    if (found == null) {
      throw new AssertionError(
          "no process is called "
              + name
              + "; there are "
              + new TreeSet<>(
                  runtime().registered().keySet().stream().map(Object::toString).toList()));
    }
    return found;
  }

  /** Calls a registered process and gives its reply. */
  public Object call(String name, Object request) {
    return runtime().call(ProcessName.of(name), request);
  }

  /** Sends to a registered process. */
  public void send(String name, Object message) {
    runtime().send(ProcessName.of(name), message);
  }

  /** The node's first probe, without a name. */
  public Probe probe() {
    if (probe == null) {
      probe = Probe.start(this, runtime(), SpawnOptions.NONE);
    }
    return probe;
  }

  /** A probe under a name: what is sent to that name, it gets. */
  public Probe probe(String name) {
    return Probe.start(this, runtime(), SpawnOptions.NONE.name(name));
  }

  // ---- time

  /** Runs what can run now. No virtual time passes; with the machine's time this does nothing. */
  public void settle() {
    if (simulation != null) {
      simulation.untilNextTimer();
    }
  }

  /**
   * Lets virtual time pass: timers fire, and planned work gets its opportunity, each at its time.
   *
   * @throws IllegalStateException when the node goes by the machine's time
   */
  public void advance(Duration time) {
    needSimulation();
    Duration left = time;
    while (!left.isNegative() && !left.isZero()) {
      Duration step = left;
      Duration next = platform.work().untilNext().orElse(left);
      if (!next.isZero() && next.compareTo(left) < 0) {
        step = next;
      }
      simulation.advance(step);
      platform.passes(step);
      left = left.minus(step);
    }
    settle();
  }

  /**
   * The virtual time that has passed since the node was started.
   *
   * @throws IllegalStateException when the node goes by the machine's time
   */
  public Duration elapsed() {
    needSimulation();
    return simulation.elapsed();
  }

  private void needSimulation() {
    if (simulation == null) {
      throw new IllegalStateException(
          "this node goes by the machine's time, which a test cannot let pass: wait with await, or"
              + " use Time.VIRTUAL");
    }
  }

  /**
   * Waits until something is so. Runs what can run; virtual time does not pass. Other threads get
   * ten seconds of the machine's time, unless the node was given more.
   *
   * @throws AssertionError when it is not so by then
   */
  public void await(String what, BooleanSupplier condition) {
    await(() -> what, condition);
  }

  /**
   * {@link #await(String, BooleanSupplier)} with words that are found when it was in vain.
   *
   * @throws AssertionError when it is not so by then
   */
  public void await(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      settle();
      if (condition.getAsBoolean()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + patience.toSeconds() + " s for " + what.get());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  // ---- mob.conf and the end

  /**
   * Changes mob.conf's {@code extensions} block and has the kernel apply the difference.
   *
   * @throws dev.mob.config.ConfigurationException when it has mistakes; nothing was changed
   */
  public ReloadReport reload(String extensions) {
    home.write(extensions);
    return kernel.reload();
  }

  /**
   * Stops the node and deletes its home folder.
   *
   * @throws AssertionError when an extension did not stop in order
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    StopReport report;
    try {
      report = kernel.stop(STOP);
    } finally {
      try {
        if (simulation != null) {
          simulation.close();
        }
      } finally {
        home.delete();
      }
    }
    if (!report.isClean()) {
      throw new AssertionError("it did not stop in order: " + report.overdue());
    }
  }

  private void requireActive() {
    for (ExtensionStatus each : kernel.status().extensions()) {
      if (!each.isActive()) {
        notActive.add(
            "extension "
                + each.id()
                + " is "
                + each.state()
                + each.failure().map(MobNode::explained).orElse(""));
      }
    }
    if (!notActive.isEmpty()) {
      close();
      throw new AssertionError(String.join("\n", notActive));
    }
  }

  private static String explained(Failure failure) {
    return ": " + failure.summary() + "\n" + failure.detail();
  }

  /** Puts a node together. */
  public static final class Builder {
    private final String extensions;
    private final Map<Class<? extends PlatformService>, PlatformService> offers =
        new LinkedHashMap<>();
    private final List<Packaging> packagings = new ArrayList<>();
    private ClassLoader classPath = Thread.currentThread().getContextClassLoader();
    private TestPlatform platform = new TestPlatform();
    private LinkedExtensions linked;
    private String conf = "";
    private Time time = Time.VIRTUAL;
    private long seed = 1;
    private Duration patience = Duration.ofSeconds(10);
    private boolean mayFail;

    private Builder(String extensions) {
      this.extensions = Objects.requireNonNull(extensions, "extensions");
    }

    /** More lines for mob.conf's {@code mob} block, such as an {@code extension-path}. */
    public Builder conf(String lines) {
      conf += Objects.requireNonNull(lines, "lines") + "\n";
      return this;
    }

    /** Whose time it is; {@link Time#VIRTUAL} by default. */
    public Builder time(Time whose) {
      time = Objects.requireNonNull(whose, "whose");
      return this;
    }

    /** Chooses the order in which processes run while the time is virtual; 1 by default. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /** How long {@link MobNode#await} waits for other threads; ten seconds by default. */
    public Builder patience(Duration limit) {
      patience = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /** What the host offers, in place of an unused phone. */
    public Builder platform(TestPlatform phone) {
      platform = Objects.requireNonNull(phone, "phone");
      return this;
    }

    /** Offers a platform service, in place of the {@link TestPlatform}'s with this contract. */
    public <T extends PlatformService> Builder offer(Class<T> contract, T service) {
      offers.put(contract, Objects.requireNonNull(service, "service"));
      return this;
    }

    /** Where linked extensions are looked for; the thread's context class loader by default. */
    public Builder classPath(ClassLoader loader) {
      classPath = Objects.requireNonNull(loader, "loader");
      return this;
    }

    /** The linked extensions; those of the class path by default. */
    public Builder linked(LinkedExtensions those) {
      linked = Objects.requireNonNull(those, "those");
      return this;
    }

    /** A packaging beside linked extensions and bundle jars. */
    public Builder packaging(Packaging packaging) {
      packagings.add(Objects.requireNonNull(packaging, "packaging"));
      return this;
    }

    /** Goes on when an extension does not become active. */
    public Builder mayFail() {
      mayFail = true;
      return this;
    }

    /**
     * Boots the node.
     *
     * @throws AssertionError when an extension does not become active
     * @throws dev.mob.config.ConfigurationException with all that is wrong with mob.conf
     */
    public MobNode start() {
      String active =
          extensions.isBlank() ? Described.only(classPath).descriptor().id() + " {}" : extensions;
      TestHome home = TestHome.make(conf);
      home.write(active);
      Simulation simulation = time == Time.VIRTUAL ? Simulation.of(seed) : null;
      MobNode node = null;
      try {
        Kernel kernel = kernel(home, simulation);
        kernel.boot();
        node = new MobNode(home, kernel, simulation, platform, patience);
      } finally {
        if (node == null) {
          if (simulation != null) {
            simulation.close();
          }
          home.delete();
        }
      }
      if (!mayFail) {
        node.requireActive();
      }
      return node;
    }

    private Kernel kernel(TestHome home, Simulation simulation) {
      Host.Builder host = Host.builder("jvm", home.home()).environment(Map.of());
      Map<Class<? extends PlatformService>, PlatformService> services =
          new LinkedHashMap<>(platform.services());
      services.putAll(offers);
      services.forEach((contract, service) -> offer(host, contract, service));
      Kernel.Builder kernel =
          Kernel.builder(home.conf(), host.build())
              .linked(linked == null ? LinkedExtensions.onClassPath(classPath) : linked);
      packagings.forEach(kernel::packaging);
      if (simulation != null) {
        kernel.runtime(simulation.runtime());
      }
      return kernel.build();
    }

    private static <T extends PlatformService> void offer(
        Host.Builder host, Class<T> contract, PlatformService service) {
      host.offer(contract, contract.cast(service));
    }
  }
}
