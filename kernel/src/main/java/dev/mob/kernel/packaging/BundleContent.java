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

  private final String location;
  private final String stamp;
  private final Jar jar;
  private final ConnectModule module;

  private BundleContent(String location, String stamp, Jar jar, ConnectModule module) {
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
    return new BundleContent(location, stamp, null, Objects.requireNonNull(module, "module"));
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

  /** The module; {@code null} when this is a jar. */
  public ConnectModule module() {
    return module;
  }

  @Override
  public String toString() {
    return location;
  }
}
