package dev.mob.kernel.internal.extension;

import dev.mob.config.Descriptor;
import dev.mob.config.Permission;
import dev.mob.extension.ServiceListener;
import dev.mob.extension.ServiceProperties;
import dev.mob.extension.ServiceUnavailable;
import dev.mob.kernel.PlannedExtension;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * One extension's access to the framework's service registry: what it gives, and what it may be
 * handed.
 */
final class Services {
  private final Descriptor descriptor;
  private final Set<Permission> granted;
  private final BundleContext bundles;
  private final Providers providers;
  private final Set<ServiceRegistration<?>> registered = ConcurrentHashMap.newKeySet();

  Services(PlannedExtension planned, BundleContext bundles, Providers providers) {
    this.descriptor = planned.descriptor();
    this.granted = planned.permissions();
    this.bundles = bundles;
    this.providers = providers;
  }

  <T> ServiceRegistration<T> register(Class<T> contract, T service, Map<String, ?> properties) {
    permissionOf(properties.get(ServiceProperties.PERMISSION));
    ServiceRegistration<T> registration =
        bundles.registerService(contract, service, new Hashtable<>(properties));
    registered.add(registration);
    return registration;
  }

  /** Throws when a service with these properties could not be registered. */
  void requireSense(Map<String, ?> properties) {
    permissionOf(properties.get(ServiceProperties.PERMISSION));
  }

  void unregister(ServiceRegistration<?> registration) {
    registered.remove(registration);
    try {
      registration.unregister();
    } catch (IllegalStateException alreadyUnregistered) {
      // The framework was first: it unregisters all services of a bundle that stops.
    }
  }

  /** Unregisters all that are left. */
  void unregisterAll() {
    for (ServiceRegistration<?> registration : registered) {
      unregister(registration);
    }
  }

  /** The best service that stays as long as this extension is active. */
  <T> T require(Class<T> contract) {
    List<ServiceReference<T>> references = references(contract);
    Set<String> required = providers.requiredBy(descriptor.id());
    String stranger = null;
    for (ServiceReference<T> reference : references) {
      String provider = provider(reference);
      if (provider != null && !provider.equals(descriptor.id()) && !required.contains(provider)) {
        stranger = provider;
        continue;
      }
      requirePermission(contract, permission(reference));
      T service = bundles.getService(reference);
      if (service != null) {
        return service;
      }
    }
    throw new ServiceUnavailable(
        contract.getName(),
        stranger == null
            ? "extension "
                + descriptor.id()
                + " requires "
                + contract.getName()
                + ", which no active extension provides; activate one in mob.conf"
            : "extension "
                + descriptor.id()
                + " requires "
                + contract.getName()
                + ", which extension "
                + stranger
                + " provides; add '"
                + stranger
                + "' to requires in the descriptor of "
                + descriptor.id());
  }

  /** The best service there is now; {@code null} when there is none. */
  <T> T find(Class<T> contract) {
    for (ServiceReference<T> reference : references(contract)) {
      requirePermission(contract, permission(reference));
      T service = bundles.getService(reference);
      if (service != null) {
        return service;
      }
    }
    return null;
  }

  /** All services that this extension may have, the best first. */
  <T> List<T> findAll(Class<T> contract) {
    List<T> services = new ArrayList<>();
    for (ServiceReference<T> reference : references(contract)) {
      if (may(permission(reference))) {
        T service = bundles.getService(reference);
        if (service != null) {
          services.add(service);
        }
      }
    }
    return Collections.unmodifiableList(services);
  }

  <T> Tracking<T> track(Class<T> contract, ServiceListener<T> listener) {
    Tracking<T> tracking = new Tracking<>(this, bundles, contract, listener);
    tracking.open();
    return tracking;
  }

  /**
   * Throws unless the descriptor declares the permission and mob.conf grants it; {@code null} is
   * free for all.
   */
  void requirePermission(Class<?> contract, Permission permission) {
    if (!may(permission)) {
      boolean declared = descriptor.permissions().contains(permission);
      throw new ServiceUnavailable(
          contract.getName(),
          "extension "
              + descriptor.id()
              + " may not have "
              + contract.getName()
              + ": it takes the permission '"
              + permission.word()
              + (declared
                  ? "', which mob.conf does not grant; add it to trust.permissions."
                      + descriptor.id()
                  : "'; add it to permissions in the descriptor of " + descriptor.id()));
    }
  }

  boolean may(Permission permission) {
    return permission == null || granted.contains(permission);
  }

  Permission permission(ServiceReference<?> reference) {
    return permissionOf(reference.getProperty(ServiceProperties.PERMISSION));
  }

  static Map<String, Object> properties(ServiceReference<?> reference) {
    Map<String, Object> properties = new HashMap<>();
    for (String key : reference.getPropertyKeys()) {
      properties.put(key, reference.getProperty(key));
    }
    return Collections.unmodifiableMap(properties);
  }

  static String filter(Class<?> contract) {
    return "(" + Constants.OBJECTCLASS + "=" + contract.getName() + ")";
  }

  private <T> List<ServiceReference<T>> references(Class<T> contract) {
    try {
      Collection<ServiceReference<T>> found = bundles.getServiceReferences(contract, null);
      List<ServiceReference<T>> ordered = new ArrayList<>(found);
      if (ordered.size() > 1) {
        ordered.sort(Collections.reverseOrder());
      }
      return ordered;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }

  private String provider(ServiceReference<?> reference) {
    Bundle bundle = reference.getBundle();
    return bundle == null ? null : providers.extensionAt(bundle.getLocation());
  }

  private static Permission permissionOf(Object value) {
    if (value == null || value instanceof Permission) {
      return (Permission) value;
    }
    return Permission.of(value.toString());
  }
}
