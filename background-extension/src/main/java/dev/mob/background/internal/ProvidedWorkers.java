package dev.mob.background.internal;

import dev.mob.background.NamedWorker;
import dev.mob.extension.ServiceListener;
import java.util.Map;

/** The workers that extensions provide as services, which come and go with them. */
final class ProvidedWorkers implements ServiceListener<NamedWorker> {
  private final BackgroundService service;

  ProvidedWorkers(BackgroundService service) {
    this.service = service;
  }

  @Override
  public void appeared(NamedWorker worker, Map<String, Object> properties) {
    service.provided(worker);
  }

  @Override
  public void disappeared(NamedWorker worker) {
    service.withdrawn(worker);
  }
}
