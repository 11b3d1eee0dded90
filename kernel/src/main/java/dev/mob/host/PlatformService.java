package dev.mob.host;

import dev.mob.config.Permission;
import java.util.Optional;

/**
 * Something that an extension needs from the phone or the machine: start a foreground service,
 * obtain a push token, keep a secret. An extension states it as an interface that extends this one;
 * a host implements it.
 *
 * <p>Implementations are safe for use from any thread.
 */
public interface PlatformService {

  /**
   * The permission that an extension's descriptor declares to be handed this service; empty for
   * services that every extension may have. A contract states it by overriding this method.
   */
  default Optional<Permission> permission() {
    return Optional.empty();
  }
}
