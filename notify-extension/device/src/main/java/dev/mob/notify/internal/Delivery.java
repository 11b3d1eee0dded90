package dev.mob.notify.internal;

import dev.mob.notify.Notification;
import dev.mob.notify.Presentation;
import dev.mob.notify.PushResult;
import dev.mob.notify.Receipt;
import dev.mob.notify.internal.InboxDesk.Subscriber;
import dev.mob.process.Response;
import dev.mob.process.Self;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;

/**
 * The inbox's second half: what is held is given to those who want it, one at a time each, until
 * they have acknowledged it or have failed too often. Called by the inbox's process.
 */
final class Delivery {
  private final InboxRules rules;
  private final Reporting reporting;
  private final Logger log;

  /** The label of a subscriber's answer. */
  record Attempt(Subscriber subscriber, Held held) {}

  /** A message: one may be tried again. */
  record Rested(long number, String subscriber) {}

  Delivery(InboxRules rules, Reporting reporting, Logger log) {
    this.rules = rules;
    this.reporting = reporting;
    this.log = log;
  }

  /** Gives what is nobody's yet to all who want it; true when somebody does. */
  boolean assign(Held held, InboxDesk desk) {
    if (held.isAssigned()) {
      return false;
    }
    List<String> wanting = new ArrayList<>();
    for (Subscriber subscriber : desk.subscribers.values()) {
      if (wants(subscriber, held.notification)) {
        wanting.add(subscriber.name);
      }
    }
    if (!wanting.isEmpty()) {
      held.assign(wanting);
    }
    return held.isAssigned();
  }

  private boolean wants(Subscriber subscriber, Notification notification) {
    try {
      return subscriber.filter.wants(notification);
    } catch (RuntimeException e) {
      log.error(
          "the filter of subscriber {} failed; it does not get {}",
          subscriber.name,
          notification,
          e);
      return false;
    }
  }

  void serveAll(InboxDesk desk, Self self) {
    for (Subscriber subscriber : desk.subscribers.values()) {
      serve(subscriber, desk, self);
    }
  }

  /** Delivers the next that is owed to a subscriber which handles nothing now. */
  private void serve(Subscriber subscriber, InboxDesk desk, Self self) {
    if (subscriber.handling != null) {
      return;
    }
    for (Held held : desk.table.all()) {
      Held.Owed owed = held.owedTo(subscriber.name);
      if (owed != null && !owed.rests && !owed.underWay) {
        owed.underWay = true;
        subscriber.handling = held;
        self.sendRequest(
            subscriber.process,
            held.notification.attempt(owed.attempts + 1),
            new Attempt(subscriber, held),
            rules.handling());
        return;
      }
    }
  }

  // ---- what came of it

  /** A subscriber has answered, or will not. */
  void answered(Response response, InboxDesk desk, Self self) {
    Attempt attempt = (Attempt) response.label();
    Subscriber subscriber = attempt.subscriber();
    Held held = attempt.held();
    subscriber.handling = null;
    Held.Owed owed = held.owedTo(subscriber.name);
    if (owed != null && desk.table.find(held.number) == held) {
      owed.underWay = false;
      if (response.isReply() && response.reply() != PushResult.FAILED) {
        held.answered(
            response.reply() == PushResult.NO_DATA ? PushResult.NO_DATA : PushResult.NEW_DATA);
        settled(held, subscriber.name, desk, self);
      } else {
        failed(response, attempt, owed, desk, self);
      }
    }
    Subscriber present = desk.subscribers.get(subscriber.name);
    if (present != null) {
      serve(present, desk, self);
    }
  }

  private void settled(Held held, String subscriber, InboxDesk desk, Self self) {
    if (!held.settle(subscriber)) {
      desk.table.update(Collections.singletonList(held));
      return;
    }
    desk.table.acknowledged(held);
    held.close(held.best);
    // What was tapped had been displayed; that it was tapped is told already.
    if (held.known && held.notification.presentation() != Presentation.TAP) {
      reporting.happened(held.notification.id(), Receipt.Event.DISPLAYED, self);
    }
  }

  private void failed(
      Response response, Attempt attempt, Held.Owed owed, InboxDesk desk, Self self) {
    Held held = attempt.held();
    String name = attempt.subscriber().name;
    owed.attempts++;
    Object why = response.isReply() ? "it said so" : response.failure();
    if (owed.attempts >= rules.attempts()) {
      log.error(
          "{} is given up: subscriber {} has failed {} times, at last because {}",
          held.notification,
          name,
          owed.attempts,
          why);
      held.answered(PushResult.FAILED);
      if (held.settle(name)) {
        desk.table.givenUp(held);
        held.close(held.best);
      } else {
        desk.table.update(Collections.singletonList(held));
      }
      return;
    }
    Duration rest = rules.backoff(owed.attempts);
    log.warn(
        "subscriber {} has failed at {} ({}); it gets it again in {}",
        name,
        held.notification,
        why,
        rest);
    owed.rests = true;
    desk.table.failed(held);
    self.sendAfter(rest, self.pid(), new Rested(held.number, name));
    if (response.isReply()) {
      // It knows: the platform need not keep the app awake for it. A crash is tried again within.
      held.close(PushResult.FAILED);
    }
  }

  /** Its rest after a failure is over. */
  void rested(Rested rested, InboxDesk desk, Self self) {
    Held held = desk.table.find(rested.number());
    Held.Owed owed = held == null ? null : held.owedTo(rested.subscriber());
    Subscriber subscriber = desk.subscribers.get(rested.subscriber());
    if (owed != null) {
      owed.rests = false;
      if (subscriber != null) {
        serve(subscriber, desk, self);
      }
    }
  }
}
