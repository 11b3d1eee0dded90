package dev.mob.kernel.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.osgi.framework.connect.ConnectModule;

/**
 * How the framework gets at a bundle's content: through a stream of a bundle jar, of which it keeps
 * a copy, or through a module that reads and loads by itself (OSGi Core 8, chapter 60, "Connect").
 */
public final class BundleContent {

  /** Opens a bundle jar from its beginning. */
  @FunctionalInterface
  public interface Jar {
    /** The jar's bytes; the caller closes the stream. */
    InputStream open() throws IOException;
  }

  /** Makes the module of one bundle. */
  @FunctionalInterface
  public interface ModuleMaker {
    /**
     * Makes it, when the bundle is installed; none of the extension's code runs.
     *
     * @param site what the kernel lends it until the bundle is uninstalled
     */
    ConnectModule make(ModuleSite site) throws IOException;
  }

  private final String location;
  private final String stamp;
  private final Jar jar;
  private final ModuleMaker module;

  private BundleContent(String location, String stamp, Jar jar, ModuleMaker module) {
    this.location = Objects.requireNonNull(location, "location");
    this.stamp = Objects.requireNonNull(stamp, "stamp");
    this.jar = jar;
    this.module = module;
  }

  /**
   * A bundle jar.
   *
   * @param location names the bundle in the framework; no other bundle has it
   * @param stamp differs when the content does, such as a time and a length, or a checksum
   */
  public static BundleContent ofJar(String location, String stamp, Jar jar) {
    return new BundleContent(location, stamp, Objects.requireNonNull(jar, "jar"), null);
  }

  /**
   * A module that reads and loads by itself. The framework opens it when the bundle is first used
   * and closes it when the bundle is uninstalled.
   *
   * @param location names the bundle in the framework; no other bundle has it
   * @param stamp differs when the content does
   */
  public static BundleContent ofModule(String location, String stamp, ConnectModule module) {
    Objects.requireNonNull(module, "module");
    return new BundleContent(location, stamp, null, site -> module);
  }

  /**
   * A module that is made when the bundle is installed, with what the kernel lends it. Otherwise as
   * {@link #ofModule(String, String, ConnectModule)}.
   */
  public static BundleContent ofModule(String location, String stamp, ModuleMaker maker) {
    return new BundleContent(location, stamp, null, Objects.requireNonNull(maker, "maker"));
  }

  /** Names the bundle in the framework. */
  public String location() {
    return location;
  }

  /** Differs when the content does; a reload compares it. */
  public String stamp() {
    return stamp;
  }

  /** The jar; {@code null} when this is a module. */
  public Jar jar() {
    return jar;
  }

  /** Makes the module; {@code null} when this is a jar. */
  public ModuleMaker module() {
    return module;
  }

  @Override
  public String toString() {
    return location;
  }
}
