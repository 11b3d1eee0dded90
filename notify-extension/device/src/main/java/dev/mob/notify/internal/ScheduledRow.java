package dev.mob.notify.internal;

import dev.mob.notify.Action;
import dev.mob.notify.LocalNotification;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.Wording;
import dev.mob.state.Codec;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** A scheduled local notification: how it is kept, when it is due next, what the platform gets. */
final class ScheduledRow {
  private static final int VERSION = 1;
  private static final byte AT = 0;
  private static final byte DAILY = 1;
  private static final byte WEEKLY = 2;

  static final Codec<LocalNotification> CODEC = Codec.of(ScheduledRow::write, ScheduledRow::read);

  private ScheduledRow() {}

  /** When it is due next, in milliseconds since 1970; for one that is shown once, when it was. */
  static long due(LocalNotification row, long now, ZoneId zone) {
    return planned(row).next(now, zone);
  }

  static boolean isOnce(LocalNotification row) {
    return trigger(row) instanceof Planned.At;
  }

  static Planned planned(LocalNotification row) {
    return new Planned(
        new Alert(
            row.id(),
            Wording.plain(row.title()),
            Wording.plain(row.body()),
            row.data(),
            row.actions(),
            Alert.Look.in(row.channel())),
        trigger(row));
  }

  private static Planned.Trigger trigger(LocalNotification row) {
    return row.when().orElseThrow(() -> new IllegalStateException(row + " has no time yet"));
  }

  private static void write(LocalNotification row, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    Fields.text(row.id(), out);
    Fields.text(row.title(), out);
    Fields.text(row.body(), out);
    Fields.map(row.data(), out);
    Fields.text(row.channel(), out);
    out.writeInt(row.actions().size());
    for (Action action : row.actions()) {
      Fields.text(action.id(), out);
      Fields.text(action.title(), out);
      out.writeBoolean(action.asksForText());
      out.writeBoolean(action.opensApp());
    }
    Planned.Trigger when = trigger(row);
    if (when instanceof Planned.At) {
      out.writeByte(AT);
      out.writeLong(((Planned.At) when).millis());
    } else if (when instanceof Planned.Daily) {
      out.writeByte(DAILY);
      out.writeLong(((Planned.Daily) when).time().toNanoOfDay());
    } else {
      Planned.Weekly weekly = (Planned.Weekly) when;
      out.writeByte(WEEKLY);
      out.writeByte(weekly.day().getValue());
      out.writeLong(weekly.time().toNanoOfDay());
    }
  }

  private static LocalNotification read(Codec.In in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("version " + version + " of a scheduled notification is not known");
    }
    LocalNotification row =
        LocalNotification.of(Fields.text(in), Fields.text(in), Fields.text(in))
            .data(Fields.map(in))
            .channel(Fields.text(in));
    for (int left = in.readInt(); left > 0; left--) {
      row =
          row.action(
              new Action(Fields.text(in), Fields.text(in), in.readBoolean(), in.readBoolean()));
    }
    byte kind = in.readByte();
    switch (kind) {
      case AT:
        return row.at(Instant.ofEpochMilli(in.readLong()));
      case DAILY:
        return row.daily(LocalTime.ofNanoOfDay(in.readLong()));
      case WEEKLY:
        return row.weekly(DayOfWeek.of(in.readByte()), LocalTime.ofNanoOfDay(in.readLong()));
      default:
        throw new IOException("trigger " + kind + " of a scheduled notification is not known");
    }
  }
}
