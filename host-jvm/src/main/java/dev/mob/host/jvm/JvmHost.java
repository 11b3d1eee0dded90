package dev.mob.host.jvm;

import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.cluster.LocalNetwork;
import dev.mob.extension.OperatorCommand;
import dev.mob.host.Host;
import dev.mob.host.PlatformService;
import dev.mob.host.jvm.background.JvmKeepAlive;
import dev.mob.host.jvm.background.JvmLifecycle;
import dev.mob.host.jvm.background.JvmWork;
import dev.mob.host.jvm.cluster.JmdnsNetwork;
import dev.mob.host.jvm.internal.ConfWatch;
import dev.mob.host.jvm.internal.OperatorPort;
import dev.mob.host.jvm.notify.GatewayProtocol;
import dev.mob.host.jvm.notify.JvmNotifications;
import dev.mob.host.jvm.storage.FileKeys;
import dev.mob.host.jvm.storage.SqliteStorage;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelListener;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.notify.platform.LocalPushPlatform;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.packaging.pf4j.Pf4jPackaging;
import dev.mob.state.KeyService;
import dev.mob.state.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts a kernel into a program on a JVM: a server, a tool, a desktop app, a test.
 *
 * <pre>{@code
 * try (Kernel kernel = JvmHost.of(Path.of("mob.conf")).build()) {
 *   kernel.boot();
 *   Object strokes = kernel.runtime().call(ProcessName.of("board"), "strokes");
 * }
 * }</pre>
 *
 * <p>Extensions on the program's class path are there for mob.conf to turn on, beside those in its
 * {@code extension-path}: bundle jars, and PF4J plugins. While the kernel runs, the {@code mob}
 * command of the same user can ask it for its status, its tree and its log. Not for use by several
 * threads at once.
 */
public final class JvmHost {
  private final Path conf;
  private final List<KernelListener> listeners = new ArrayList<>();
  private final List<OperatorCommand> commands = new ArrayList<>();
  private final Map<Class<?>, Consumer<Host.Builder>> offers = new LinkedHashMap<>();
  private Map<String, String> environment = System.getenv();
  private ClassLoader loader = JvmHost.class.getClassLoader();
  private Path home;
  private KernelLog log;

  private JvmHost(Path conf) {
    this.conf = Objects.requireNonNull(conf, "conf");
  }

  /**
   * Begins a kernel.
   *
   * @param conf its mob.conf file
   */
  public static JvmHost of(Path conf) {
    return new JvmHost(conf);
  }

  /**
   * Where a kernel keeps its files unless mob.conf or {@link #home} say otherwise: {@code
   * .mob/NAME} beside mob.conf, NAME being the file's name without {@code .conf}.
   */
  public static Path homeFor(Path conf) {
    Path file = conf.toAbsolutePath().normalize();
    String name = file.getFileName().toString();
    String stem = name.endsWith(".conf") ? name.substring(0, name.length() - 5) : name;
    return file.resolveSibling(".mob").resolve(stem);
  }

  /** The home folder, whatever mob.conf says. */
  public JvmHost home(Path folder) {
    this.home = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /** The variables that mob.conf's substitutions see; the process's own by default. */
  public JvmHost environment(Map<String, String> variables) {
    this.environment = Objects.requireNonNull(variables, "variables");
    return this;
  }

  /** Whose class path has the linked extensions; the one that has this class by default. */
  public JvmHost linkedBy(ClassLoader classPath) {
    this.loader = Objects.requireNonNull(classPath, "classPath");
    return this;
  }

  /** Offers a platform service to the extensions, in place of the one that a JVM has, if any. */
  public <T extends PlatformService> JvmHost offer(Class<T> contract, T service) {
    offers.put(contract, host -> host.offer(contract, service));
    return this;
  }

  private <T extends PlatformService> void offerUnlessGiven(Class<T> contract, T service) {
    offers.putIfAbsent(contract, host -> host.offer(contract, service));
  }

  /** Adds a command for the operator, beside those of extensions and {@code status} and so on. */
  public JvmHost command(OperatorCommand command) {
    commands.add(Objects.requireNonNull(command, "command"));
    return this;
  }

  /** Hears of every event from the beginning. */
  public JvmHost listener(KernelListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * A log that is opened in the home folder when that is known and held, and closed when the kernel
   * has stopped. Without one, {@code mob logs} has nothing to show.
   */
  public JvmHost log(KernelLog log) {
    this.log = Objects.requireNonNull(log, "log");
    return this;
  }

  /** The kernel, owned by the caller; nothing has been read or started. */
  public Kernel build() {
    Host.Builder host =
        Host.builder("jvm", homeFor(conf))
            .environment(environment)
            .processId(ProcessHandle.current().pid());
    offerUnlessGiven(Storage.class, new SqliteStorage());
    offerUnlessGiven(KeyService.class, new FileKeys(homeFor(conf).resolve("keys")));
    offerUnlessGiven(KeepAlivePlatform.class, new JvmKeepAlive());
    offerUnlessGiven(WorkPlatform.class, new JvmWork());
    JvmLifecycle lifecycle = new JvmLifecycle();
    offerUnlessGiven(LifecyclePlatform.class, lifecycle);
    Path push = homeFor(conf).resolve("push");
    offerUnlessGiven(PushPlatform.class, JvmNotifications.withoutGateway(push, Clock.systemUTC()));
    offerUnlessGiven(
        LocalPushPlatform.class,
        JvmNotifications.withGateway(
            push,
            GatewayProtocol.socket(environment),
            homeFor(conf).getFileName().toString(),
            Clock.systemUTC()));
    offerUnlessGiven(LocalNetwork.class, new JmdnsNetwork());
    offers.values().forEach(offer -> offer.accept(host));
    Kernel.Builder builder =
        Kernel.builder(conf, host.build())
            .linked(LinkedExtensions.onClassPath(loader))
            .packaging(new Pf4jPackaging());
    if (home != null) {
      builder.home(home);
    }
    Kernel kernel = builder.build();
    // First the port: when the others hear that the kernel is ready, it can be asked.
    kernel.addListener(
        new OperatorPort(kernel, RunDirectory.of(environment), commands, Optional.ofNullable(log)));
    kernel.addListener(new ConfWatch(kernel, conf));
    kernel.addListener(lifecycle);
    listeners.forEach(kernel::addListener);
    return kernel;
  }
}
