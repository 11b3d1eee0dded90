package dev.mob.kernel;

import dev.mob.config.Checked;
import dev.mob.host.Host;
import dev.mob.kernel.internal.KernelLife;
import dev.mob.kernel.internal.Surroundings;
import dev.mob.kernel.packaging.Packaging;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SupervisionTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Activates the extensions of one mob.conf and stops them again.
 *
 * <p>A host builds a kernel, boots it once and stops it once; whoever builds it owns it. All
 * methods may be called from any thread. Those that change something ({@link #boot}, {@link
 * #reload}, {@link #stop}) take turns and must not be called from an extension's callbacks; the
 * others answer at once, also meanwhile.
 *
 * <p>While it runs, a kernel holds a lock on its home folder, an OSGi framework and, unless it was
 * given one, a process runtime. It ends all three when it stops, and also when its boot fails.
 */
public final class Kernel implements AutoCloseable {

  /**
   * How long a stop may take as long as mob.conf, whose {@code stop-timeout} says so, is unread.
   */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final KernelLife life;

  private Kernel(KernelLife life) {
    this.life = life;
  }

  /**
   * Begins a kernel.
   *
   * @param conf the mob.conf file
   * @param host what the kernel is embedded in
   */
  public static Builder builder(Path conf, Host host) {
    return new Builder(ConfSource.file(conf), host);
  }

  /** Begins a kernel whose mob.conf need not be a file. */
  public static Builder builder(ConfSource conf, Host host) {
    return new Builder(conf, host);
  }

  /**
   * Loads the classes that every boot needs, on the caller's thread. Never necessary: a host that
   * has something else to do before it boots calls this on a thread of its own meanwhile, and its
   * boot is the shorter for it. Starts nothing, keeps nothing, reads no file.
   */
  public static void preload() {
    KernelLife.preload();
  }

  /**
   * Reads and checks mob.conf and all descriptors and plans the boot, without running any extension
   * code, without touching the home folder, and whatever state this kernel is in.
   *
   * @return the plan, or every mistake with its place
   */
  public Checked<BootPlan> check() {
    return life.check();
  }

  /**
   * Boots: reads, checks, plans, starts the framework and activates the extensions in order.
   * Returns when the kernel is ready. An extension that fails does not fail the boot: see the
   * status.
   *
   * @return the status when ready, or {@link KernelState#STOPPED} when it was stopped meanwhile
   * @throws dev.mob.config.ConfigurationException with every mistake in mob.conf; nothing was
   *     started
   * @throws HomeInUse when another kernel runs on the home folder
   * @throws BootFailed when the home folder cannot be used or the framework does not start
   * @throws IllegalStateException when this kernel was booted before
   */
  public KernelStatus boot() {
    return life.boot();
  }

  /** Where the kernel and its extensions are now. */
  public KernelStatus status() {
    return life.status();
  }

  /**
   * The runtime of this kernel's processes.
   *
   * @throws IllegalStateException when the kernel has not been booted, or has stopped
   */
  public ProcessRuntime runtime() {
    return life.runtime();
  }

  /**
   * The processes below the root supervisor, read while they run.
   *
   * @param timeout how long one supervisor may take to answer
   * @return empty when no root supervisor runs
   */
  public Optional<SupervisionTree> tree(Duration timeout) {
    return life.tree(timeout);
  }

  /** A service that an extension provides, for the host's use; it may go at any time. */
  public <T> Optional<T> find(Class<T> contract) {
    return life.find(contract);
  }

  /**
   * All services with this contract that there are now, highest ranking first: what extensions
   * offer to the host, such as {@link dev.mob.extension.OperatorCommand}s.
   */
  public <T> List<T> findAll(Class<T> contract) {
    return life.findAll(contract);
  }

  /**
   * The contracts of all services that extensions have registered and not withdrawn, in order; one
   * that two of them provide is there twice.
   */
  public List<String> services() {
    return life.services();
  }

  /** Has a listener hear of every event from now on. */
  public void addListener(KernelListener listener) {
    life.addListener(listener);
  }

  /** Has a listener hear no more. */
  public void removeListener(KernelListener listener) {
    life.removeListener(listener);
  }

  /**
   * Reads mob.conf again and applies the difference: extensions start, stop, or take their new
   * settings; all others run on untouched. A file with mistakes changes nothing.
   *
   * @throws dev.mob.config.ConfigurationException with every mistake; nothing was changed
   * @throws IllegalStateException when the kernel is not ready
   */
  public ReloadReport reload() {
    return life.reload();
  }

  /** {@link #update(String, Path, JarKeeper)} that leaves the extension path as it is. */
  public UpdateReport update(String id, Path jar) {
    return update(id, jar, JarKeeper.NONE);
  }

  /**
   * Replaces the code of an active extension while it runs: a hot update. Its processes keep their
   * pids, names, links, monitors, timers, mailboxes and, by way of {@link
   * dev.mob.process.Behaviour#codeChange}, their states. Returns when the new version has passed
   * its probation, during which the kernel works as ever.
   *
   * @param jar the new version, of the same packaging; it has been verified. Read once, and not
   *     needed afterwards unless the keeper leaves it where it is
   * @param keeper puts the file in its place for the next start
   * @throws dev.mob.config.ConfigurationException when the file cannot be used: a bad descriptor,
   *     settings of mob.conf that it does not have, versions that do not fit; nothing has changed
   * @throws UpdateFailed when a later step failed; the old version runs on with its states
   * @throws IllegalStateException when the kernel is not ready, or mob.conf does not allow hot
   *     updates
   * @throws IllegalArgumentException when no such extension is active, or it is linked
   */
  public UpdateReport update(String id, Path jar, JarKeeper keeper) {
    return life.update(id, jar, keeper);
  }

  /**
   * Stops the extensions in the reverse of the order in which they were activated, then the
   * processes and the framework, and frees the home folder. An extension that does not stop in its
   * share of the time is abandoned. Ends a boot that is under way. Does nothing but return the same
   * report when the kernel was stopped before.
   *
   * @param limit how long all of it may take
   */
  public StopReport stop(Duration limit) {
    return life.stop(limit);
  }

  /** {@link #stop(Duration)} within mob.conf's {@code stop-timeout}. */
  public StopReport stop() {
    return life.stop();
  }

  /** {@link #stop()}. */
  @Override
  public void close() {
    life.stop();
  }

  /** Puts a kernel together. Not for use by several threads at once. */
  public static final class Builder {
    private final ConfSource conf;
    private final Host host;
    private final List<Packaging> packagings = new ArrayList<>();
    private final List<KernelListener> listeners = new ArrayList<>();
    private LinkedExtensions linked = LinkedExtensions.none();
    private Path home;
    private ProcessRuntime runtime;
    private Duration activationLimit;

    private Builder(ConfSource conf, Host host) {
      this.conf = Objects.requireNonNull(conf, "conf");
      this.host = Objects.requireNonNull(host, "host");
    }

    /** The extensions that are linked into the app; none by default. */
    public Builder linked(LinkedExtensions extensions) {
      this.linked = Objects.requireNonNull(extensions, "extensions");
      return this;
    }

    /** A packaging beside linked extensions and bundle jars. */
    public Builder packaging(Packaging packaging) {
      packagings.add(Objects.requireNonNull(packaging, "packaging"));
      return this;
    }

    /** The home folder, before what mob.conf and the host say. */
    public Builder home(Path folder) {
      this.home = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /** Hears of every event from the beginning. */
    public Builder listener(KernelListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * How long one extension's activation may take, whatever mob.conf's {@code activation-timeout}.
     */
    public Builder activationLimit(Duration limit) {
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException("an activation takes more time than " + limit);
      }
      this.activationLimit = limit;
      return this;
    }

    /**
     * A runtime for the processes, such as a test's deterministic one. The kernel does not close
     * it; without this it makes one from mob.conf and closes that.
     */
    public Builder runtime(ProcessRuntime runtime) {
      this.runtime = Objects.requireNonNull(runtime, "runtime");
      return this;
    }

    /** The kernel; nothing has been read or started. */
    public Kernel build() {
      Surroundings surroundings =
          new Surroundings(
              conf,
              host,
              linked,
              new ArrayList<>(packagings),
              Optional.ofNullable(home),
              Optional.ofNullable(runtime),
              Optional.ofNullable(activationLimit));
      return new Kernel(new KernelLife(surroundings, listeners));
    }
  }
}
