package dev.mob.kernel.internal.extension;

import dev.mob.extension.ServiceListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * Follows the services of one contract for one listener. The listener hears under this object's
 * lock, so that a service which comes while the tracking begins is told once, and none is told
 * after the tracking has ended.
 */
final class Tracking<T> implements org.osgi.framework.ServiceListener {
  private final Services services;
  private final BundleContext bundles;
  private final Class<T> contract;
  private final ServiceListener<T> listener;
  private final Map<ServiceReference<?>, T> told = new LinkedHashMap<>();
  private boolean ended;

  Tracking(
      Services services, BundleContext bundles, Class<T> contract, ServiceListener<T> listener) {
    this.services = services;
    this.bundles = bundles;
    this.contract = contract;
    this.listener = listener;
  }

  void open() {
    try {
      bundles.addServiceListener(this, Services.filter(contract));
      for (ServiceReference<T> reference : bundles.getServiceReferences(contract, null)) {
        appeared(reference);
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(contract.getName() + " makes no filter", e);
    }
  }

  @Override
  public void serviceChanged(ServiceEvent event) {
    if (event.getType() == ServiceEvent.REGISTERED) {
      appeared(event.getServiceReference());
    } else if (event.getType() == ServiceEvent.UNREGISTERING) {
      disappeared(event.getServiceReference());
    }
  }

  /** Tells the listener of the end of each that is still there, the last first. */
  void close() {
    bundles.removeServiceListener(this);
    List<ServiceReference<?>> left;
    synchronized (this) {
      ended = true;
      left = new ArrayList<>(told.keySet());
    }
    for (int i = left.size() - 1; i >= 0; i--) {
      disappeared(left.get(i));
    }
  }

  private synchronized void appeared(ServiceReference<?> reference) {
    if (ended
        || told.containsKey(reference)
        || !reference.isAssignableTo(bundles.getBundle(), contract.getName())
        || !services.may(services.permission(reference))) {
      return;
    }
    Object service = bundles.getService(reference);
    if (service != null) {
      T typed = contract.cast(service);
      told.put(reference, typed);
      listener.appeared(typed, Services.properties(reference));
    }
  }

  private synchronized void disappeared(ServiceReference<?> reference) {
    T service = told.remove(reference);
    if (service != null) {
      try {
        listener.disappeared(service);
      } finally {
        bundles.ungetService(reference);
      }
    }
  }
}
