package dev.mob.notify;

import java.util.Objects;

/** Which notifications a subscriber wants. Runs in a process of the extension: must not block. */
@FunctionalInterface
public interface Filter {

  boolean wants(Notification notification);

  /** All of them. */
  static Filter all() {
    return notification -> true;
  }

  /** Those of a server, or those of the app itself. */
  static Filter from(Source source) {
    return notification -> notification.source() == source;
  }

  /** Those that have reached the app so. */
  static Filter presented(Presentation presentation) {
    return notification -> notification.presentation() == presentation;
  }

  /** Those whose data have this value under this key. */
  static Filter data(String key, String value) {
    Objects.requireNonNull(value, "value");
    return notification -> value.equals(notification.data().get(key));
  }

  default Filter and(Filter other) {
    return notification -> wants(notification) && other.wants(notification);
  }

  default Filter or(Filter other) {
    return notification -> wants(notification) || other.wants(notification);
  }

  default Filter not() {
    return notification -> !wants(notification);
  }
}
