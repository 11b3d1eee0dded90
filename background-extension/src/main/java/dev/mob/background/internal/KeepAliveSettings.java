package dev.mob.background.internal;

import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveType;
import dev.mob.config.Settings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;

/** What mob.conf says of leases. Safe for use from any thread. */
final class KeepAliveSettings {
  private final String reason;
  private final KeepAliveType type;
  private final Logger log;

  /** The types that no phone's manifest will have; each is told of once. */
  private final Set<KeepAliveType> undeclared;

  KeepAliveSettings(Settings settings, Logger log) {
    reason = settings.string("keep-alive.reason");
    type = settings.constant("keep-alive.type", KeepAliveType.class);
    Set<KeepAliveType> others = EnumSet.allOf(KeepAliveType.class);
    others.remove(type);
    for (String word : settings.strings("keep-alive.others")) {
      others.removeIf(other -> other.word().equals(word));
    }
    undeclared = Collections.synchronizedSet(others);
    this.log = log;
  }

  /** Fills in what the request leaves to mob.conf. */
  KeepAlive complete(KeepAlive request) {
    KeepAlive typed = request.type() == null ? request.type(type) : request;
    if (undeclared.remove(typed.type())) {
      log.warn(
          "a lease of type {} is asked for, which mob.conf does not name: what an app declares to"
              + " Android and iOS is made from it; add {} to background.keep-alive.others",
          typed.type().word(),
          typed.type().word());
    }
    return typed.reason() == null ? typed.reason(reason) : typed;
  }
}
