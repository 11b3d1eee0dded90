package dev.mob.cluster;

import dev.mob.extension.RemoteFunction;
import dev.mob.extension.ServiceListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Functions that extensions expose can be called for as long as they are. */
final class Exposures implements ServiceListener<RemoteFunction> {
  private final Cluster cluster;
  private final Logger log;
  private final Map<RemoteFunction, Exposure> open = new ConcurrentHashMap<>();

  Exposures(Cluster cluster, Logger log) {
    this.cluster = cluster;
    this.log = log;
  }

  @Override
  public void appeared(RemoteFunction function, Map<String, Object> properties) {
    try {
      open.put(
          function,
          cluster.expose(
              function.module(),
              function.function(),
              function.arity(),
              function.nodes(),
              (arguments, caller) -> function.code().call(arguments, caller.process())));
    } catch (IllegalStateException taken) {
      log.error("{} cannot be called: {}", function, taken.getMessage());
    }
  }

  @Override
  public void disappeared(RemoteFunction function) {
    Exposure exposure = open.remove(function);
    if (exposure != null) {
      exposure.close();
    }
  }
}
