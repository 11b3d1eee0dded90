package dev.mob.host.ios;

import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.cluster.LocalNetwork;
import dev.mob.host.Host;
import dev.mob.host.PlatformService;
import dev.mob.host.ios.internal.Phone;
import dev.mob.host.ios.internal.nearby.BonjourNetwork;
import dev.mob.host.ios.internal.nearby.ClusterContract;
import dev.mob.host.ios.internal.shim.Bonjour;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelListener;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.state.KeyService;
import dev.mob.state.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Puts a kernel into an iOS app, with the extensions that are on the app's class path. Only in a VM
 * that the shim has started ({@code MobHost.start(config:)} in Swift does that and calls this).
 *
 * <p>One kernel in a process; not for use by several threads at once.
 */
public final class MobHost {
  private final Path conf;
  private final Path home;
  private final Map<Class<?>, Consumer<Host.Builder>> offers = new LinkedHashMap<>();
  private final List<KernelListener> listeners = new ArrayList<>();
  private ClassLoader loader = MobHost.class.getClassLoader();

  private MobHost(Path conf, Path home) {
    this.conf = Objects.requireNonNull(conf, "conf");
    this.home = Objects.requireNonNull(home, "home");
  }

  /**
   * Begins a kernel.
   *
   * @param conf mob.conf in the app's bundle
   * @param home where the kernel keeps its files, in Application Support; made when it is not there
   */
  public static MobHost of(Path conf, Path home) {
    return new MobHost(conf, home);
  }

  /** Offers a platform service to the extensions, in place of the one that iOS has, if any. */
  public <T extends PlatformService> MobHost offer(Class<T> contract, T service) {
    offers.put(contract, host -> host.offer(contract, service));
    return this;
  }

  /** Hears of every event from the beginning. */
  public MobHost listener(KernelListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** Whose class path has the linked extensions; the one that has this class by default. */
  public MobHost linkedBy(ClassLoader classPath) {
    this.loader = Objects.requireNonNull(classPath, "classPath");
    return this;
  }

  /**
   * The kernel, owned by the caller; nothing has been read or started. The host hears the app's
   * events from now on, until the kernel has stopped.
   */
  public Kernel build() {
    Phone phone = new Phone();
    offerUnlessGiven(Storage.class, phone.storage());
    offerUnlessGiven(KeyService.class, phone.keys());
    offerUnlessGiven(KeepAlivePlatform.class, phone.keepAlive());
    offerUnlessGiven(WorkPlatform.class, phone.work());
    offerUnlessGiven(LifecyclePlatform.class, phone.lifecycle());
    offerUnlessGiven(PushPlatform.class, phone.push());
    AutoCloseable nearby = offerNearby();
    Host.Builder host = Host.builder("ios", home).processId(ProcessHandle.current().pid());
    offers.values().forEach(offer -> offer.accept(host));
    Kernel kernel =
        Kernel.builder(conf, host.build())
            .linked(LinkedExtensions.onClassPath(loader))
            .listener(event -> follow(event, phone, nearby))
            .build();
    listeners.forEach(kernel::addListener);
    return kernel;
  }

  private <T extends PlatformService> void offerUnlessGiven(Class<T> contract, T service) {
    offers.putIfAbsent(contract, host -> host.offer(contract, service));
  }

  /** The local network, if the app links the extension whose contract it is. */
  private AutoCloseable offerNearby() {
    if (!ClusterContract.isLinked()) {
      return () -> {};
    }
    BonjourNetwork network = new BonjourNetwork(new Bonjour());
    offerUnlessGiven(LocalNetwork.class, network);
    return network;
  }

  private static void follow(KernelEvent event, Phone phone, AutoCloseable nearby) {
    if (event instanceof KernelEvent.Ready) {
      phone.ready();
    } else if (event instanceof KernelEvent.Stopped) {
      phone.close();
      close(nearby);
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("the local network does not let go", e);
    }
  }
}
