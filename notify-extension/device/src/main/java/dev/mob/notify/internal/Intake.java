package dev.mob.notify.internal;

import dev.mob.notify.Notification;
import dev.mob.notify.Presentation;
import dev.mob.notify.PushResult;
import dev.mob.notify.Receipt;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.Self;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * The inbox's first half: what the platform hands over is shown, put on disk for its subscribers,
 * or known from before. Called by the inbox's process.
 */
final class Intake {
  /** How long a silent push waits for somebody who wants it, when the app was started for it. */
  private static final Duration NOBODY_CAME = Duration.ofSeconds(5);

  private final Delivery delivery;
  private final Reporting reporting;
  private final PushPlatform platform;
  private final InboxRules rules;
  private final Logger log;

  /** A message: nobody has come yet. */
  record NobodyCame(Held held) {}

  Intake(
      Delivery delivery, Reporting reporting, PushPlatform platform, InboxRules rules, Logger log) {
    this.delivery = delivery;
    this.reporting = reporting;
    this.platform = platform;
    this.rules = rules;
    this.log = log;
  }

  /** Takes up one message or tap; on disk when it returns. */
  void takeUp(Arrivals.Came came, InboxDesk desk, Self self) {
    if (came instanceof Arrivals.Tap) {
      Arrivals.Tap tap = (Arrivals.Tap) came;
      Envelope envelope = Envelope.of(tap.arrival());
      deliver(envelope, Presentation.TAP, tap.action(), tap.text(), null, desk, self);
    } else {
      Arrivals.Message message = (Arrivals.Message) came;
      arrived(message, Envelope.of(message.arrival()), desk, self);
    }
  }

  private void arrived(Arrivals.Message came, Envelope envelope, InboxDesk desk, Self self) {
    if (!envelope.isLocal() && envelope.isSilent()) {
      deliver(envelope, Presentation.SILENT, null, null, came.window(), desk, self);
    } else if (came.inFront() && !came.shown()) {
      deliver(envelope, Presentation.FOREGROUND, null, null, came.window(), desk, self);
    } else {
      if (!came.shown()) {
        show(envelope, desk, self);
      } else if (envelope.isKnown()) {
        reporting.happened(envelope.id(), Receipt.Event.DISPLAYED, self);
      }
      // It is delivered when the user taps it.
      came.window().finish(PushResult.NO_DATA);
    }
  }

  /**
   * Shows first and notes it afterwards: after a kill between the two it is shown again in its own
   * place, since what is shown has the message's id.
   */
  private void show(Envelope envelope, InboxDesk desk, Self self) {
    if (desk.table.hasSeen(envelope.shownKey()) || desk.table.hasSeen(envelope.deliveredKey())) {
      desk.table.duplicate();
      return;
    }
    platform.show(envelope.alert());
    desk.table.see(envelope.shownKey(), platform.now());
    if (envelope.isKnown()) {
      reporting.happened(envelope.id(), Receipt.Event.DISPLAYED, self);
    }
  }

  private void deliver(
      Envelope envelope,
      Presentation presentation,
      String action,
      String text,
      OpenWindow window,
      InboxDesk desk,
      Self self) {
    if (desk.table.hasSeen(envelope.deliveredKey())) {
      desk.table.duplicate();
      if (window != null) {
        window.finish(PushResult.NO_DATA);
      }
      return;
    }
    makeRoom(desk);
    long now = platform.now();
    Notification notification = envelope.notification(presentation, action, text, now);
    Held held = new Held(notification, envelope.isKnown());
    held.window = window;
    delivery.assign(held, desk);
    desk.table.add(envelope.deliveredKey(), held, now);
    if (presentation == Presentation.TAP && envelope.isKnown()) {
      reporting.happened(envelope.id(), Receipt.Event.TAPPED, self);
    }
    if (presentation == Presentation.FOREGROUND) {
      // It is on disk, and nothing else keeps the platform waiting.
      held.close(PushResult.NEW_DATA);
    }
    delivery.serveAll(desk, self);
    if (held.window != null && !held.isAssigned()) {
      self.sendAfter(NOBODY_CAME, self.pid(), new NobodyCame(held));
    }
  }

  private void makeRoom(InboxDesk desk) {
    if (desk.table.size() < rules.limit()) {
      return;
    }
    Held oldest = desk.table.oldest(desk.handled());
    if (oldest != null) {
      desk.table.overflowed(oldest);
      oldest.close(PushResult.FAILED);
      log.warn(
          "{} was dropped: {} notifications wait, which is notify.queue-limit; subscribe to them,"
              + " or raise it",
          oldest.notification,
          rules.limit());
    }
  }
}
