package dev.mob.kernel.internal.framework;

import dev.mob.kernel.BootFailed;
import dev.mob.kernel.packaging.BundleContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The OSGi framework of one kernel. Keeps nothing from one run to the next: its storage is emptied
 * at each start, so a cache that a crash has left behind cannot matter.
 *
 * <p>Bundles see what they import and nothing else: boot delegation is {@code java.*} alone.
 */
public final class OsgiFramework {
  private final Framework framework;
  private final ConnectDoor door;
  private final Path lent;
  private final ClassLoader api = new ApiLoader();
  private final Map<String, Site> sites = new ConcurrentHashMap<>();
  private final AtomicInteger sitesMade = new AtomicInteger();
  private Seclusion seclusion;

  private OsgiFramework(Framework framework, ConnectDoor door, Path lent) {
    this.framework = framework;
    this.door = door;
    this.lent = lent;
  }

  /**
   * Loads the framework's classes, which takes longer than starting it, by making one that is never
   * started and so has neither threads nor files. A boot calls this on a second thread while it
   * reads mob.conf. Once a process: whoever comes while it is at it waits.
   */
  public static void load() {
    Loading.begin();
  }

  /** Its initializer runs once, with every other thread waiting: just what is wanted. */
  private static final class Loading {
    static {
      try {
        new FrameworkFactory().newFramework(new HashMap<>(), new ConnectDoor());
      } catch (RuntimeException | LinkageError e) {
        // The start, which needs the same classes, reports it.
      }
    }

    private Loading() {}

    static void begin() {}
  }

  /**
   * Starts a framework.
   *
   * @param storage a folder of its own; what is in it is deleted
   * @throws BootFailed when it does not start
   */
  public static OsgiFramework start(Path storage) {
    // In the storage, so that the next start empties it too.
    Path lent = storage.resolve("lent");
    ConnectDoor door = new ConnectDoor();
    Framework framework = new FrameworkFactory().newFramework(configuration(storage), door);
    try {
      framework.start();
      return new OsgiFramework(framework, door, lent);
    } catch (BundleException e) {
      // A framework that did not start still has threads and open files.
      OsgiFramework half = new OsgiFramework(framework, door, lent);
      half.stop(Duration.ofSeconds(5));
      throw new BootFailed("the OSGi framework does not start: " + e.getMessage(), e);
    }
  }

  /** The system bundle's context: sees all services and bundles. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Installs a bundle; none of its code is loaded.
   *
   * @param location names it; another one than the content's for a second one of an extension
   * @param locations the bundle's location of each extension, by its id; {@code null} for unknown
   */
  public Bundle install(BundleContent content, String location, UnaryOperator<String> locations)
      throws BundleException, IOException {
    if (content.module() != null) {
      Site site =
          new Site(
              lent.resolve(Integer.toString(sitesMade.incrementAndGet())),
              api,
              id -> bundleAt(locations.apply(id)));
      try {
        door.open(location, content.module().make(site));
        Bundle bundle = context().installBundle(location, null);
        sites.put(location, site);
        return bundle;
      } catch (BundleException | IOException | RuntimeException e) {
        door.close(location);
        site.clear();
        throw e;
      }
    }
    try (InputStream jar = content.jar().open()) {
      return context().installBundle(location, jar);
    }
  }

  /** Keeps bundles out of the wiring of all others until {@link #show}. */
  public void hide(Collection<Bundle> bundles) {
    seclusion(context()).hide(bundles);
  }

  /** Ends what {@link #hide} began. */
  public void show(Collection<Bundle> bundles) {
    seclusion(context()).show(bundles);
  }

  /** Made when it is first needed: most kernels never update. */
  private synchronized Seclusion seclusion(BundleContext context) {
    if (seclusion == null) {
      seclusion = new Seclusion();
      context.registerService(ResolverHookFactory.class, seclusion, null);
    }
    return seclusion;
  }

  /** Uninstalls a bundle and lets go of its class loader. */
  public void uninstall(Bundle bundle) throws BundleException {
    if (bundle.getState() != Bundle.UNINSTALLED) {
      bundle.uninstall();
    }
    door.close(bundle.getLocation());
    Site site = sites.remove(bundle.getLocation());
    if (site != null) {
      site.clear();
    }
  }

  private Optional<Bundle> bundleAt(String location) {
    return location == null ? Optional.empty() : Optional.ofNullable(context().getBundle(location));
  }

  /** Resolves bundles together, as far as they can be; a start says what is missing. */
  public void resolve(Collection<Bundle> bundles) {
    wiring().resolveBundles(bundles);
  }

  /** Drops the wirings of uninstalled bundles, with their class loaders. */
  public void refresh() {
    wiring().refreshBundles(null);
  }

  /**
   * Stops the framework and all that is left in it.
   *
   * @return false when it did not stop in time
   */
  public boolean stop(Duration limit) {
    try {
      framework.stop();
      // Zero would wait for ever.
      FrameworkEvent event = framework.waitForStop(Math.max(1, limit.toMillis()));
      return event.getType() != FrameworkEvent.WAIT_TIMEDOUT;
    } catch (BundleException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private FrameworkWiring wiring() {
    return framework.adapt(FrameworkWiring.class);
  }

  /** Felix takes its log as an object among the strings. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<String, String> configuration(Path storage) {
    Map configuration = new HashMap<String, Object>();
    configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    configuration.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES, SystemPackages.header());
    configuration.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES, executionEnvironments());
    configuration.put(FelixConstants.IMPLICIT_BOOT_DELEGATION_PROP, "false");
    // A handler for the whole process: two kernels in one process would get in each other's way.
    configuration.put(FelixConstants.SERVICE_URLHANDLERS_PROP, "false");
    // Its threads outlive the framework by a minute, and a few bundles resolve as fast on one.
    configuration.put(FelixConstants.RESOLVER_PARALLELISM, "1");
    // While an extension is updated its old and its new version are there, perhaps rebuilt only.
    configuration.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    // The kernel's lock on the home folder covers the storage.
    configuration.put("felix.cache.locking", "false");
    configuration.put(FelixConstants.LOG_LOGGER_PROP, new FrameworkLog());
    return configuration;
  }

  /** {@code osgi.ee} for every version of Java up to the one that runs. */
  private static String executionEnvironments() {
    StringBuilder versions = new StringBuilder("1.6,1.7,1.8");
    for (int version = 9; version <= javaVersion(); version++) {
      versions.append(',').append(version);
    }
    return "osgi.ee;osgi.ee=JavaSE;version:List<Version>=\"" + versions + '"';
  }

  /** Android says {@code 0.9} and has what Java 17 code needs after desugaring. */
  private static int javaVersion() {
    String version = System.getProperty("java.specification.version", "17");
    try {
      return Math.max(17, Integer.parseInt(version));
    } catch (NumberFormatException e) {
      return 17;
    }
  }
}
