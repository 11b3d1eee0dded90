package dev.mob.extension;

import java.util.Map;

/**
 * Hears of services that come and go. The methods run on the thread that registers or withdraws the
 * service, one at a time for one listener, and must not block: tell a process with a message.
 *
 * @param <T> the services' contract
 */
@FunctionalInterface
public interface ServiceListener<T> {

  /**
   * A service has come.
   *
   * @param service may be used until {@link #disappeared} was called with it
   * @param properties what it was registered with; unmodifiable
   */
  void appeared(T service, Map<String, Object> properties);

  /** A service is going; it must not be used after this has returned. */
  default void disappeared(T service) {}
}
