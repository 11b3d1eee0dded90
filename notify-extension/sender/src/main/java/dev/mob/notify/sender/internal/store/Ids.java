package dev.mob.notify.sender.internal.store;

import java.util.Collection;

/**
 * Any number of ids as one parameter, for {@code id IN (SELECT value FROM json_each(?))}. A
 * statement that is run once for hundreds of rows opens the table and its indexes once: it costs a
 * third to a half of hundreds of runs for one row each.
 */
final class Ids {
  private Ids() {}

  static String json(Collection<Long> ids) {
    StringBuilder json = new StringBuilder(2 + ids.size() * 8).append('[');
    for (long id : ids) {
      if (json.length() > 1) {
        json.append(',');
      }
      json.append(id);
    }
    return json.append(']').toString();
  }
}
