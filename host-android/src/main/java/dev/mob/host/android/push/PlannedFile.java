package dev.mob.host.android.push;

import android.util.AtomicFile;
import dev.mob.notify.Action;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.Wording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan on disk, whole or not at all ({@link AtomicFile}). It is the platform's memory and not
 * the extension's: what cannot be read is planned again at the next start of the kernel.
 */
final class PlannedFile {
  private static final Logger LOG = LoggerFactory.getLogger(PlannedFile.class);
  private static final int FORMAT = 1;
  private static final int AT = 0;
  private static final int DAILY = 1;
  private static final int WEEKLY = 2;

  private final AtomicFile file;

  /**
   * @param next when it is due, in milliseconds since 1970
   */
  record Entry(Planned planned, long next) {}

  PlannedFile(File folder) {
    file = new AtomicFile(new File(folder, "mob-planned-notifications"));
  }

  List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(file.readFully()));
      int format = in.readInt();
      for (int left = format == FORMAT ? in.readInt() : 0; left > 0; left--) {
        entries.add(entry(in));
      }
    } catch (FileNotFoundException nothingPlanned) {
      return entries;
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "the planned notifications cannot be read; they are planned again at the next start", e);
      return new ArrayList<>();
    }
    return entries;
  }

  void write(List<Entry> entries) {
    FileOutputStream out = null;
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream data = new DataOutputStream(bytes);
      data.writeInt(FORMAT);
      data.writeInt(entries.size());
      for (Entry entry : entries) {
        write(entry, data);
      }
      out = file.startWrite();
      out.write(bytes.toByteArray());
      file.finishWrite(out);
    } catch (IOException e) {
      if (out != null) {
        file.failWrite(out);
      }
      LOG.error("the planned notifications cannot be written; free space on the device", e);
    }
  }

  private static void write(Entry entry, DataOutputStream out) throws IOException {
    Alert alert = entry.planned().alert();
    out.writeLong(entry.next());
    trigger(entry.planned().when(), out);
    out.writeUTF(alert.id());
    wording(alert.title(), out);
    wording(alert.body(), out);
    out.writeInt(alert.data().size());
    for (Map.Entry<String, String> each : alert.data().entrySet()) {
      out.writeUTF(each.getKey());
      out.writeUTF(each.getValue());
    }
    out.writeInt(alert.actions().size());
    for (Action action : alert.actions()) {
      out.writeUTF(action.id());
      out.writeUTF(action.title());
      out.writeBoolean(action.asksForText());
      out.writeBoolean(action.opensApp());
    }
    look(alert.look(), out);
  }

  private static Entry entry(DataInputStream in) throws IOException {
    long next = in.readLong();
    Planned.Trigger trigger = trigger(in);
    String id = in.readUTF();
    Wording title = wording(in);
    Wording body = wording(in);
    Map<String, String> data = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      data.put(in.readUTF(), in.readUTF());
    }
    List<Action> actions = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      actions.add(new Action(in.readUTF(), in.readUTF(), in.readBoolean(), in.readBoolean()));
    }
    return new Entry(
        new Planned(new Alert(id, title, body, data, actions, look(in)), trigger), next);
  }

  private static void trigger(Planned.Trigger trigger, DataOutputStream out) throws IOException {
    if (trigger instanceof Planned.At) {
      out.writeByte(AT);
      out.writeLong(((Planned.At) trigger).millis());
    } else if (trigger instanceof Planned.Daily) {
      out.writeByte(DAILY);
      out.writeLong(((Planned.Daily) trigger).time().toNanoOfDay());
    } else {
      Planned.Weekly weekly = (Planned.Weekly) trigger;
      out.writeByte(WEEKLY);
      out.writeLong(weekly.time().toNanoOfDay());
      out.writeByte(weekly.day().getValue());
    }
  }

  private static Planned.Trigger trigger(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    long value = in.readLong();
    switch (kind) {
      case AT:
        return new Planned.At(value);
      case DAILY:
        return new Planned.Daily(LocalTime.ofNanoOfDay(value));
      case WEEKLY:
        return new Planned.Weekly(DayOfWeek.of(in.readByte()), LocalTime.ofNanoOfDay(value));
      default:
        throw new IOException("no trigger is of kind " + kind);
    }
  }

  private static void wording(Wording wording, DataOutputStream out) throws IOException {
    out.writeUTF(wording.text());
    optional(wording.key(), out);
    out.writeInt(wording.arguments().size());
    for (String argument : wording.arguments()) {
      out.writeUTF(argument);
    }
  }

  private static Wording wording(DataInputStream in) throws IOException {
    String text = in.readUTF();
    String key = optional(in);
    List<String> arguments = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      arguments.add(in.readUTF());
    }
    return new Wording(text, key, arguments);
  }

  private static void look(Alert.Look look, DataOutputStream out) throws IOException {
    optional(look.channel(), out);
    optional(look.category(), out);
    optional(look.subtitle(), out);
    optional(look.sound(), out);
    optional(look.badge() == null ? null : look.badge().toString(), out);
    optional(look.image(), out);
    optional(look.thread(), out);
    optional(look.level(), out);
  }

  private static Alert.Look look(DataInputStream in) throws IOException {
    String channel = optional(in);
    String category = optional(in);
    String subtitle = optional(in);
    String sound = optional(in);
    String badge = optional(in);
    return new Alert.Look(
        channel,
        category,
        subtitle,
        sound,
        badge == null ? null : Integer.valueOf(badge),
        optional(in),
        optional(in),
        optional(in));
  }

  private static void optional(String text, DataOutputStream out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static String optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
