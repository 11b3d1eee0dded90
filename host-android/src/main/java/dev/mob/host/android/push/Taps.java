package dev.mob.host.android.push;

import android.app.RemoteInput;
import android.content.Intent;
import android.content.SharedPreferences;
import android.os.Bundle;
import dev.mob.notify.platform.Arrival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Taps as intents, and intents as taps. Android hands an activity the same intent again when it is
 * created anew or started from the list of recent apps, also after the process was killed; so each
 * notification carries a number of its own, and those that were read are kept on disk.
 */
final class Taps {
  /** What the user types comes back under this. */
  static final String TYPED = "dev.mob.typed";

  private static final String MARK = "dev.mob.tap";
  private static final String ID = "dev.mob.id";
  private static final String ORIGIN = "dev.mob.origin";
  private static final String SHOWN_AT = "dev.mob.shown-at";
  private static final String TITLE = "dev.mob.title";
  private static final String BODY = "dev.mob.body";
  private static final String DATA = "dev.mob.data";
  private static final String ACTION = "dev.mob.action";

  /** FCM's, on the intent of a notification that it has shown by itself. */
  private static final String FCM_ID = "google.message_id";

  private static final String READ = "read-taps";
  private static final int REMEMBERED = 64;

  private final SharedPreferences notes;

  Taps(SharedPreferences notes) {
    this.notes = notes;
  }

  /** What was tapped. */
  record Tap(Arrival arrival, String action, String text) {}

  /** Writes what a tap is to bring back into an intent. */
  static Intent mark(Intent intent, Arrival arrival, String action) {
    Bundle data = new Bundle();
    arrival.data().forEach(data::putString);
    return intent
        .putExtra(MARK, UUID.randomUUID().toString())
        .putExtra(ID, arrival.id())
        .putExtra(ORIGIN, arrival.origin().name())
        .putExtra(SHOWN_AT, arrival.shownAt())
        .putExtra(TITLE, arrival.title())
        .putExtra(BODY, arrival.body())
        .putExtra(DATA, data)
        .putExtra(ACTION, action);
  }

  /** The tap that an intent carries, the first time that it is asked for. */
  Optional<Tap> of(Intent intent) {
    if (intent == null || (intent.getFlags() & Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY) != 0) {
      return Optional.empty();
    }
    String mark = intent.getStringExtra(MARK);
    String fcm = intent.getStringExtra(FCM_ID);
    if (mark == null && fcm == null || !isFirst(mark != null ? mark : fcm)) {
      return Optional.empty();
    }
    return Optional.of(mark != null ? ours(intent) : ofFcm(intent, fcm));
  }

  private static Tap ours(Intent intent) {
    Bundle typed = RemoteInput.getResultsFromIntent(intent);
    Arrival arrival =
        new Arrival(
            Arrival.Origin.valueOf(intent.getStringExtra(ORIGIN)),
            intent.getStringExtra(ID),
            intent.getLongExtra(SHOWN_AT, 0),
            intent.getStringExtra(TITLE),
            intent.getStringExtra(BODY),
            texts(intent.getBundleExtra(DATA)));
    CharSequence text = typed == null ? null : typed.getCharSequence(TYPED);
    return new Tap(arrival, intent.getStringExtra(ACTION), text == null ? null : text.toString());
  }

  /** FCM puts the data beside names of its own, and neither title nor body. */
  private static Tap ofFcm(Intent intent, String id) {
    Map<String, String> data = new LinkedHashMap<>();
    texts(intent.getExtras())
        .forEach(
            (name, value) -> {
              if (!name.startsWith("google.") && !name.startsWith("gcm.") && !name.equals("from")) {
                data.put(name, value);
              }
            });
    return new Tap(Arrival.push(id, "", "", data), null, null);
  }

  private static Map<String, String> texts(Bundle bundle) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : bundle.keySet()) {
      String value = bundle.getString(name);
      if (value != null) {
        texts.put(name, value);
      }
    }
    return texts;
  }

  private synchronized boolean isFirst(String mark) {
    String before = notes.getString(READ, "");
    List<String> read = new ArrayList<>(Arrays.asList(before.split("\n")));
    if (read.contains(mark)) {
      return false;
    }
    read.add(mark);
    List<String> kept = read.subList(Math.max(0, read.size() - REMEMBERED), read.size());
    notes.edit().putString(READ, String.join("\n", kept)).apply();
    return true;
  }
}
