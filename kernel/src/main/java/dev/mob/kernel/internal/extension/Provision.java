package dev.mob.kernel.internal.extension;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.ServiceRegistration;

/** One service that an activation gives, now or once it has taken over; and takes back, once. */
final class Provision {
  private final Supplier<ServiceRegistration<?>> register;
  private final Consumer<ServiceRegistration<?>> unregister;
  private ServiceRegistration<?> registered;
  private boolean ended;

  Provision(
      Supplier<ServiceRegistration<?>> register, Consumer<ServiceRegistration<?>> unregister) {
    this.register = register;
    this.unregister = unregister;
  }

  synchronized void give() {
    if (!ended) {
      registered = register.get();
    }
  }

  void take() {
    ServiceRegistration<?> given;
    synchronized (this) {
      ended = true;
      given = registered;
      registered = null;
    }
    if (given != null) {
      unregister.accept(given);
    }
  }
}
