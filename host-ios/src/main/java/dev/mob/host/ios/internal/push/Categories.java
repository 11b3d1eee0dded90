package dev.mob.host.ios.internal.push;

import dev.mob.host.ios.internal.shim.NotificationCenter;
import dev.mob.notify.Action;
import dev.mob.notify.Category;
import dev.mob.notify.platform.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * iOS knows actions by their category alone. An alert that brings actions of its own gets a
 * category made of them and of its category's, which is declared when it is first needed.
 *
 * <p>Safe for use from any thread.
 */
final class Categories {
  /** How many made categories are kept; those that were made first are forgotten. */
  private static final int MADE_LIMIT = 200;

  private final NotificationCenter center;
  private final Map<String, List<Action>> declared = new LinkedHashMap<>();
  private final Map<String, List<Action>> made = new LinkedHashMap<>();

  /** What the centre has of ours; an earlier run's categories are replaced by their names. */
  private final List<String> told = new ArrayList<>();

  Categories(NotificationCenter center) {
    this.center = center;
  }

  /** Takes the place of what was declared before. */
  synchronized void declare(List<Category> categories) {
    declared.clear();
    for (Category category : categories) {
      declared.put(category.id(), category.actions());
    }
    tell();
  }

  /** Declares what these alerts take, if it is not yet. */
  synchronized void need(List<Alert> alerts) {
    boolean news = false;
    for (Alert alert : alerts) {
      String name = of(alert);
      if (!alert.actions().isEmpty() && !made.containsKey(name)) {
        made.put(name, actions(alert));
        news = true;
      }
    }
    while (made.size() > MADE_LIMIT) {
      made.remove(made.keySet().iterator().next());
    }
    if (news) {
      tell();
    }
  }

  /** The identifier of an alert's category; {@code null} for none. */
  synchronized String of(Alert alert) {
    String category = alert.look().category();
    if (alert.actions().isEmpty()) {
      return category;
    }
    return ApplePush.OURS + actions(alert).hashCode() + (category == null ? "" : ":" + category);
  }

  private List<Action> actions(Alert alert) {
    List<Action> all = new ArrayList<>(alert.actions());
    all.addAll(declared.getOrDefault(alert.look().category(), List.of()));
    return all;
  }

  private void tell() {
    List<String> rows = new ArrayList<>();
    Map<String, List<Action>> all = new LinkedHashMap<>(declared);
    all.putAll(made);
    all.forEach((name, actions) -> rows(rows, name, actions));
    center.setCategories(told.toArray(new String[0]), rows.toArray(new String[0]));
    told.clear();
    told.addAll(all.keySet());
  }

  private static void rows(List<String> rows, String category, List<Action> actions) {
    if (actions.isEmpty()) {
      rows.addAll(List.of(category, "", "", "", ""));
    }
    for (Action action : actions) {
      rows.add(category);
      rows.add(action.id());
      rows.add(action.title());
      rows.add(action.asksForText() ? "text" : "");
      rows.add(action.opensApp() ? "open" : "");
    }
  }
}
