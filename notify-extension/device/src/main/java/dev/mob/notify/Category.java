package dev.mob.notify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Actions under a name that a push can give ({@code category}): iOS's {@code
 * UNNotificationCategory}.
 */
public record Category(String id, List<Action> actions) {
  public Category {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a category has an id that is not empty");
    }
    actions = Collections.unmodifiableList(new ArrayList<>(actions));
  }
}
