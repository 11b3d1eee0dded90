package dev.mob.notify.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a message stands, as words. */
final class Counts {
  private Counts() {}

  /** Such as {@code 2 sent, 1 waiting} of a message's status. */
  static String of(Map<?, ?> status) {
    List<String> parts = new ArrayList<>();
    for (String[] count :
        new String[][] {
          {"sent", "sent"},
          {"open", "waiting"},
          {"failed", "failed"},
          {"expired", "expired"},
          {"cancelled", "cancelled"},
          {"displayed", "displayed"},
          {"tapped", "tapped"}
        }) {
      long number = (Long) status.get(count[0]);
      if (number > 0) {
        parts.add(number + " " + count[1]);
      }
    }
    if (!parts.isEmpty()) {
      return String.join(", ", parts);
    }
    String state = String.valueOf(status.get("state"));
    return state.equals("done") ? "no device" : state;
  }
}
