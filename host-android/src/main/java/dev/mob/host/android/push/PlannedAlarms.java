package dev.mob.host.android.push;

import android.app.AlarmManager;
import android.app.PendingIntent;
import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.os.Build;
import dev.mob.host.android.internal.SinceApi;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Planned;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Local notifications that are planned: kept on disk, for the app may not run when they are due,
 * and with one alarm for the soonest, which is set again at each. Android forgets alarms at a
 * reboot.
 *
 * <p>The alarm is exact where the user allows that (developer.android.com, "Schedule alarms"; from
 * API 31 on a special permission), and otherwise comes within the hour of Android's choice.
 */
final class PlannedAlarms {
  /**
   * What an app may plan; beyond that only the soonest are kept, and told again by the extension.
   */
  private static final int KEPT = 500;

  private static final String RECEIVER = "dev.mob.host.android.NotificationAlarmReceiver";

  private final Context context;
  private final AlarmManager alarms;
  private final PlannedFile file;
  private final LongSupplier clock;

  /** One that is due. */
  record Due(Alert alert, long at) {}

  PlannedAlarms(Context context, LongSupplier clock) {
    this.context = context;
    this.clock = clock;
    this.alarms = context.getSystemService(AlarmManager.class);
    this.file = new PlannedFile(context.getNoBackupFilesDir());
  }

  synchronized void plan(List<Planned> soonestFirst) {
    Map<String, PlannedFile.Entry> before = new LinkedHashMap<>();
    file.read().forEach(each -> before.put(each.planned().alert().id(), each));
    List<PlannedFile.Entry> entries = new ArrayList<>();
    for (Planned planned : soonestFirst.subList(0, Math.min(KEPT, soonestFirst.size()))) {
      PlannedFile.Entry known = before.get(planned.alert().id());
      // A repeating one that is planned anew goes on from where it was.
      boolean same = known != null && known.planned().when().equals(planned.when());
      entries.add(
          new PlannedFile.Entry(planned, same ? known.next() : next(planned.when(), now() - 1)));
    }
    file.write(entries);
    arm(entries);
  }

  synchronized List<String> planned() {
    List<String> ids = new ArrayList<>();
    file.read().forEach(each -> ids.add(each.planned().alert().id()));
    return ids;
  }

  /** What is due is taken out, or moved to its next time; the alarm is set for what comes then. */
  synchronized List<Due> takeDue(long now) {
    List<Due> due = new ArrayList<>();
    List<PlannedFile.Entry> left = new ArrayList<>();
    for (PlannedFile.Entry entry : file.read()) {
      if (entry.next() > now) {
        left.add(entry);
        continue;
      }
      due.add(new Due(entry.planned().alert(), entry.next()));
      if (!(entry.planned().when() instanceof Planned.At)) {
        left.add(new PlannedFile.Entry(entry.planned(), next(entry.planned().when(), now)));
      }
    }
    if (!due.isEmpty()) {
      file.write(left);
    }
    arm(left);
    return due;
  }

  private long now() {
    return clock.getAsLong();
  }

  private void arm(List<PlannedFile.Entry> entries) {
    long soonest = Long.MAX_VALUE;
    for (PlannedFile.Entry entry : entries) {
      soonest = Math.min(soonest, entry.next());
    }
    PendingIntent alarm =
        PendingIntent.getBroadcast(
            context,
            AndroidPush.NOTIFICATION,
            new Intent().setComponent(new ComponentName(context, RECEIVER)),
            PendingIntent.FLAG_UPDATE_CURRENT | PendingIntent.FLAG_IMMUTABLE);
    if (soonest == Long.MAX_VALUE) {
      alarms.cancel(alarm);
    } else if (Build.VERSION.SDK_INT < 31 || mayBeExact()) {
      alarms.setExactAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, soonest, alarm);
    } else {
      alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, soonest, alarm);
    }
  }

  @SinceApi(31)
  private boolean mayBeExact() {
    return alarms.canScheduleExactAlarms();
  }

  /** The first time after a moment, in the phone's time zone. */
  private static long next(Planned.Trigger trigger, long after) {
    if (trigger instanceof Planned.At) {
      return ((Planned.At) trigger).millis();
    }
    ZonedDateTime from = Instant.ofEpochMilli(after).atZone(ZoneId.systemDefault());
    // Alarms know milliseconds, times of day nanoseconds: compared as they are set.
    if (trigger instanceof Planned.Daily) {
      LocalTime time = ((Planned.Daily) trigger).time();
      long today = millis(at(from, time));
      return today > after ? today : millis(at(from.plusDays(1), time));
    }
    Planned.Weekly weekly = (Planned.Weekly) trigger;
    ZonedDateTime day = at(from.with(TemporalAdjusters.nextOrSame(weekly.day())), weekly.time());
    return millis(day) > after ? millis(day) : millis(at(day.plusWeeks(1), weekly.time()));
  }

  private static ZonedDateTime at(ZonedDateTime day, LocalTime time) {
    return day.toLocalDate().atTime(time).atZone(day.getZone());
  }

  private static long millis(ZonedDateTime time) {
    return time.toInstant().toEpochMilli();
  }
}
