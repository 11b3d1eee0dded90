package dev.mob.host.ios.phone;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a person and the system do to the phone; native/tests/PhoneControl.m is the other end. */
final class Iphone {
  static final int ACTIVE = 0;
  static final int INACTIVE = 1;
  static final int BACKGROUND = 2;
  static final int GONE = -1;

  private Iphone() {}

  private static native String[] call(String deed, String... arguments);

  /** Does something to the phone, or asks it. */
  static List<String> phone(String deed, Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      Object one = arguments[i];
      texts[i] = one instanceof Boolean flag ? (flag ? "1" : "0") : String.valueOf(one);
    }
    return List.of(call(deed, texts));
  }

  static boolean is(String question, Object... arguments) {
    return phone(question, arguments).get(0).equals("true");
  }

  static int count(String question, Object... arguments) {
    return Integer.parseInt(phone(question, arguments).get(0));
  }

  static Map<String, String> fields(String question, Object... arguments) {
    List<String> flat = phone(question, arguments);
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      fields.put(flat.get(i), flat.get(i + 1));
    }
    return fields;
  }

  /** What the stand-ins were asked since the last time, of this kind. */
  static List<String> asked(String kind) {
    List<String> some = new ArrayList<>();
    for (String line : phone("log.take")) {
      if (line.startsWith(kind)) {
        some.add(line);
      }
    }
    return some;
  }

  /** A phone as it is after its start, with the app in front. */
  static void restart() {
    phone("audio.restart");
    phone("tasks.restart");
    phone("notes.restart");
    phone("net.restart");
    phone("app.noTime", false);
    phone("app.token", "00ff10");
    phone("app.becomes", ACTIVE);
    phone("log.take");
  }

  static void eventually(org.awaitility.core.ThrowingRunnable holds) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).untilAsserted(holds);
  }
}
