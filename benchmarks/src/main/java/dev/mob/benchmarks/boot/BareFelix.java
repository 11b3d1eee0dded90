package dev.mob.benchmarks.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * What the framework costs by itself: Felix with four empty bundles, installed and started, without
 * configuration, supervisors, a control socket or a log. The peer of the kernel's boot in the table
 * of {@code benchmarks/boot}.
 */
public final class BareFelix {
  private BareFelix() {}

  /**
   * @param arguments a folder for the framework's cache, made anew
   */
  public static void main(String[] arguments) throws Exception {
    long begun = System.nanoTime();
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    Path.of(arguments[0]).toString(),
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                    "felix.service.urlhandlers",
                    "false"));
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      bundles.add(
          framework
              .getBundleContext()
              .installBundle("empty" + i, new ByteArrayInputStream(empty("empty" + i))));
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
    System.out.println("ready in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
    framework.stop();
    framework.waitForStop(10_000);
  }

  private static byte[] empty(String name) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    new JarOutputStream(jar, manifest).close();
    return jar.toByteArray();
  }
}
