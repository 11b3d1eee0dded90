package dev.mob.packaging.pf4j.internal;

import dev.mob.config.Descriptor;
import dev.mob.kernel.packaging.KernelApi;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginClassLoader;

/**
 * PF4J's class loader, plugin first, with three differences: the kernel's API is always the
 * kernel's; what the plugin depends on may be an extension of any packaging, of which it sees the
 * exported packages; and of the host it sees the API alone.
 */
final class PluginLoader extends PluginClassLoader {
  private final String id;
  private final Supplier<List<Bundle>> required;

  private PluginLoader(Descriptor descriptor, ClassLoader api, Supplier<List<Bundle>> required) {
    super(
        null, // No plugin manager: the kernel plans, starts and stops.
        new DefaultPluginDescriptor(
            descriptor.id(), "", "", descriptor.version().toString(), "", "", ""),
        api,
        ClassLoadingStrategy.PDA);
    this.id = descriptor.id();
    this.required = required;
  }

  static PluginLoader of(
      Descriptor descriptor,
      List<Path> classPath,
      ClassLoader api,
      Supplier<List<Bundle>> required) {
    PluginLoader loader = new PluginLoader(descriptor, api, required);
    for (Path part : classPath) {
      loader.addFile(part.toFile());
    }
    return loader;
  }

  @Override
  protected boolean shouldDelegateToParent(String className) {
    int dot = className.lastIndexOf('.');
    return dot > 0 && KernelApi.reserves(className.substring(0, dot));
  }

  @Override
  protected Class<?> loadClassFromDependencies(String className) {
    int dot = className.lastIndexOf('.');
    for (BundleWiring wiring : wirings(dot < 0 ? "" : className.substring(0, dot))) {
      try {
        return wiring.getClassLoader().loadClass(className);
      } catch (ClassNotFoundException e) {
        // The next one may have it: a package can be exported by several.
      }
    }
    return null;
  }

  @Override
  protected URL findResourceFromDependencies(String name) {
    for (BundleWiring wiring : wirings(packageOf(name))) {
      URL found = wiring.getClassLoader().getResource(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  protected Collection<URL> findResourcesFromDependencies(String name) throws IOException {
    List<URL> found = new ArrayList<>();
    for (BundleWiring wiring : wirings(packageOf(name))) {
      found.addAll(Collections.list(wiring.getClassLoader().getResources(name)));
    }
    return found;
  }

  /** The wirings of those required that export a package. */
  private List<BundleWiring> wirings(String packageName) {
    List<BundleWiring> wirings = new ArrayList<>();
    for (Bundle bundle : required.get()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring == null) {
        continue;
      }
      for (BundleCapability exported : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
        if (packageName.equals(exported.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
          wirings.add(wiring);
          break;
        }
      }
    }
    return wirings;
  }

  private static String packageOf(String resource) {
    int slash = resource.lastIndexOf('/');
    return slash < 0 ? "" : resource.substring(0, slash).replace('/', '.');
  }

  @Override
  public String toString() {
    return "PF4J plugin " + id;
  }
}
