package dev.mob.kernel.internal.framework;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * The framework's door for bundles that read and load by themselves (OSGi Core 8, chapter 60): it
 * asks here about every location that is installed. Those not opened here it reads itself.
 */
final class ConnectDoor implements ModuleConnector {
  private final Map<String, ConnectModule> modules = new ConcurrentHashMap<>();

  void open(String location, ConnectModule module) {
    modules.put(location, module);
  }

  void close(String location) {
    modules.remove(location);
  }

  @Override
  public void initialize(File storage, Map<String, String> configuration) {}

  @Override
  public Optional<ConnectModule> connect(String location) {
    return Optional.ofNullable(modules.get(location));
  }

  @Override
  public Optional<BundleActivator> newBundleActivator() {
    return Optional.empty();
  }
}
