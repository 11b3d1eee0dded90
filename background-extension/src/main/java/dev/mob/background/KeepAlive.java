package dev.mob.background;

import dev.mob.process.Address;
import dev.mob.process.Pid;
import java.util.Objects;

/**
 * What a lease is asked for. Immutable.
 *
 * @param reason what the user is told, such as "Shared whiteboard is open"; {@code null} for the
 *     reason in mob.conf
 * @param type what the app stays awake for; {@code null} for the type in mob.conf
 * @param owner the process that the lease belongs to: when it ends, so does the lease; {@code null}
 *     for a lease that only {@link Lease#close} ends
 * @param events who gets each {@link LeaseEvent} as a message; {@code null} for nobody
 */
public record KeepAlive(String reason, KeepAliveType type, Pid owner, Address events) {
  public KeepAlive {
    if (reason != null && reason.isEmpty()) {
      throw new IllegalArgumentException("say what the app stays awake for; the user reads it");
    }
  }

  /** A lease of the type and with the reason in mob.conf that belongs to nobody. */
  public static KeepAlive asConfigured() {
    return new KeepAlive(null, null, null, null);
  }

  /** A lease of the type in mob.conf that belongs to nobody. */
  public static KeepAlive because(String reason) {
    return new KeepAlive(Objects.requireNonNull(reason, "reason"), null, null, null);
  }

  public KeepAlive reason(String other) {
    return new KeepAlive(other, type, owner, events);
  }

  public KeepAlive type(KeepAliveType other) {
    return new KeepAlive(reason, other, owner, events);
  }

  /** A lease that ends with this process, which also gets its events. */
  public KeepAlive ownedBy(Pid process) {
    return new KeepAlive(reason, type, process, events == null ? process : events);
  }

  /** Sends the lease's events there. */
  public KeepAlive eventsTo(Address receiver) {
    return new KeepAlive(reason, type, owner, receiver);
  }
}
