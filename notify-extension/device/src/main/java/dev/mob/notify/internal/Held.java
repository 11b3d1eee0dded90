package dev.mob.notify.internal;

import dev.mob.notify.Notification;
import dev.mob.notify.Presentation;
import dev.mob.notify.PushResult;
import dev.mob.notify.Source;
import dev.mob.state.Codec;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A notification that is not acknowledged yet: by whom it is owed, and how often it was tried. What
 * it is and who has not had it is on disk; the rest is of this start. Owned by the inbox.
 */
final class Held {
  /** Version 1 did not say whether the sender gave the id. */
  private static final int VERSION = 2;

  /** How it is kept: the notification and its debtors with their attempts so far. */
  static final Codec<Held> CODEC = Codec.of(Held::write, Held::read);

  final Notification notification;

  /** Whether its id is the sender's own, to whom a receipt can be brought. */
  final boolean known;

  /** Where it stands in the queue; given when it is taken up. */
  long number;

  /** The silent push's window, until the platform was answered; {@code null} for none. */
  OpenWindow window;

  /** The most interesting answer so far. */
  PushResult best;

  /** Whether it has been given to subscribers: the first ones that wanted it. */
  private boolean assigned;

  /** To whom it is owed, with the attempts so far. */
  private final Map<String, Owed> owed = new LinkedHashMap<>();

  /** One subscriber's share. */
  static final class Owed {
    int attempts;

    /** Whether it waits for its next attempt. */
    boolean rests;

    /** Whether a process has it now and has not answered. */
    boolean underWay;
  }

  Held(Notification notification, boolean known) {
    this.notification = notification;
    this.known = known;
  }

  boolean isAssigned() {
    return assigned;
  }

  void assign(Collection<String> subscribers) {
    assigned = true;
    for (String subscriber : subscribers) {
      owed.put(subscriber, new Owed());
    }
  }

  /** The subscriber's share; {@code null} when it is not owed to it. */
  Owed owedTo(String subscriber) {
    return owed.get(subscriber);
  }

  /** It is owed to that subscriber no longer; true when it is owed to nobody. */
  boolean settle(String subscriber) {
    owed.remove(subscriber);
    return owed.isEmpty();
  }

  /** Answers the platform if it still waits. */
  void close(PushResult result) {
    OpenWindow open = window;
    window = null;
    if (open != null) {
      open.finish(result);
    }
  }

  void answered(PushResult result) {
    if (best == null || result.ordinal() < best.ordinal()) {
      best = result;
    }
  }

  private static void write(Held held, DataOutput out) throws IOException {
    Notification n = held.notification;
    out.writeByte(VERSION);
    out.writeBoolean(held.known);
    Fields.text(n.id(), out);
    Fields.text(n.title(), out);
    Fields.text(n.body(), out);
    Fields.map(n.data(), out);
    Fields.text(n.source().name(), out);
    Fields.text(n.presentation().name(), out);
    Fields.text(n.action().orElse(null), out);
    Fields.text(n.text().orElse(null), out);
    out.writeLong(n.received().toEpochMilli());
    out.writeBoolean(held.assigned);
    out.writeInt(held.owed.size());
    for (Map.Entry<String, Owed> debt : held.owed.entrySet()) {
      Fields.text(debt.getKey(), out);
      out.writeInt(debt.getValue().attempts);
    }
  }

  private static Held read(Codec.In in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException("version " + version + " of a queued notification is not known");
    }
    boolean known = version > 1 && in.readBoolean();
    Held held =
        new Held(
            new Notification(
                Fields.text(in),
                Fields.text(in),
                Fields.text(in),
                Fields.map(in),
                Source.valueOf(Fields.text(in)),
                Presentation.valueOf(Fields.text(in)),
                Fields.text(in),
                Fields.text(in),
                Instant.ofEpochMilli(in.readLong()),
                1),
            known);
    held.assigned = in.readBoolean();
    for (int left = in.readInt(); left > 0; left--) {
      Owed owed = new Owed();
      String subscriber = Fields.text(in);
      owed.attempts = in.readInt();
      held.owed.put(subscriber, owed);
    }
    return held;
  }
}
