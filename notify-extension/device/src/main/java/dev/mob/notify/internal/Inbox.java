package dev.mob.notify.internal;

import dev.mob.extension.ExtensionStopped;
import dev.mob.notify.Filter;
import dev.mob.notify.Notification;
import dev.mob.notify.NotifyStatus.Counts;
import dev.mob.notify.Presentation;
import dev.mob.notify.PushResult;
import dev.mob.notify.internal.InboxDesk.Subscriber;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Response;
import dev.mob.process.Self;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Takes up what the platform hands over, once each, and delivers it until it is acknowledged.
 *
 * <p>A notification is on disk before anybody gets it, and leaves the disk when all to whom it was
 * given have acknowledged it. It is given to all subscribers that want it at the moment when the
 * first does; it stays owed to them by name, over their restarts and the app's. Each subscriber
 * handles one at a time, the oldest that is owed to it and does not rest after a failure.
 *
 * <p>So a kill at any moment loses nothing, and brings again only what was not acknowledged.
 */
final class Inbox implements GenServer<InboxDesk> {
  private final Supplier<InboxTable> opening;
  private final BiConsumer<Pid, Object> whenReady;
  private final Arrivals arrivals;
  private final Map<String, Subscribe> roster;
  private final PushPlatform platform;
  private final Rules rules;
  private final PushPlatform.Listener listener;
  private final Logger log;

  /**
   * What the settings say.
   *
   * @param limit how many notifications may wait
   * @param handling how long a subscriber may take for one
   * @param attempts how often one is tried
   */
  record Rules(int limit, Duration handling, int attempts) {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 5 * 60_000;
    private static final int DOUBLINGS = 20;

    /** How long one rests after that many failures. */
    Duration backoff(int failures) {
      long millis = FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS);
      return Duration.ofMillis(Math.min(millis, LONGEST_MILLIS));
    }
  }

  /** How long a silent push waits for somebody who wants it, when the app was started for it. */
  private static final Duration NOBODY_CAME = Duration.ofSeconds(5);

  /** A cast: something has arrived. */
  record Look() {}

  /** A cast: a window was over before its handlers. */
  record Overdue() {}

  /** A call. */
  record Subscribe(String name, Pid process, Filter filter) {}

  /** A call; the process is the one that subscribed. */
  record Unsubscribe(String name, Pid process) {}

  /** A call, answered with a {@link Report}. */
  record Ask() {}

  /** What is there. */
  record Report(List<String> subscribers, int waiting, Counts counts) {}

  private record Attempt(Subscriber subscriber, Held held) {}

  private record Rested(long number, String subscriber) {}

  private record NobodyCame(Held held) {}

  /**
   * @param opening opens what is kept; called once a start, in this process
   * @param whenReady sends a process a message when the boot is over
   * @param roster the subscriptions, which outlive a crash of this process
   * @param listener what the platform tells from then on
   */
  Inbox(
      Supplier<InboxTable> opening,
      BiConsumer<Pid, Object> whenReady,
      Arrivals arrivals,
      Map<String, Subscribe> roster,
      PushPlatform platform,
      PushPlatform.Listener listener,
      Rules rules,
      Logger log) {
    this.opening = opening;
    this.whenReady = whenReady;
    this.arrivals = arrivals;
    this.roster = roster;
    this.platform = platform;
    this.listener = listener;
    this.rules = rules;
    this.log = log;
  }

  @Override
  public Init<InboxDesk> init(Object argument, Self self) {
    whenReady.accept(self.pid(), new Open());
    return Init.ok(new InboxDesk());
  }

  /** Opens what is not open yet; false when it never will be, since the extension stops. */
  private boolean opened(InboxDesk desk, Self self) {
    if (desk.table != null) {
      return true;
    }
    try {
      desk.table = opening.get();
    } catch (ExtensionStopped stopped) {
      // Told to stop before it had begun: nothing is open, nothing is lost.
      return false;
    }
    for (Subscribe subscribed : new ArrayList<>(roster.values())) {
      subscribe(subscribed, desk, self);
    }
    platform.listen(listener);
    self.cast(self.pid(), new Look());
    return true;
  }

  // ---- what arrives

  @Override
  public Next<InboxDesk> handleCast(Object message, InboxDesk desk, Self self) {
    if (!opened(desk, self)) {
      return Next.stop(ExitReason.SHUTDOWN, desk);
    }
    if (message instanceof Overdue) {
      desk.table.overdue();
      return Next.keep();
    }
    for (Arrivals.Came came = arrivals.peek(); came != null; came = arrivals.peek()) {
      if (came instanceof Arrivals.Tap) {
        Arrivals.Tap tap = (Arrivals.Tap) came;
        tapped(tap, Envelope.of(tap.arrival()), desk, self);
      } else {
        Arrivals.Message arrived = (Arrivals.Message) came;
        arrived(arrived, Envelope.of(arrived.arrival()), desk, self);
      }
      arrivals.taken();
    }
    return Next.keep();
  }

  private void tapped(Arrivals.Tap tap, Envelope envelope, InboxDesk desk, Self self) {
    deliver(envelope, Presentation.TAP, tap.action(), tap.text(), null, desk, self);
  }

  private void arrived(Arrivals.Message came, Envelope envelope, InboxDesk desk, Self self) {
    if (!envelope.isLocal() && envelope.isSilent()) {
      deliver(envelope, Presentation.SILENT, null, null, came.window(), desk, self);
    } else if (came.inFront() && !came.shown()) {
      deliver(envelope, Presentation.FOREGROUND, null, null, came.window(), desk, self);
    } else {
      if (!came.shown()) {
        show(envelope, desk);
      }
      // It is delivered when the user taps it.
      came.window().finish(PushResult.NO_DATA);
    }
  }

  /**
   * Shows first and notes it afterwards: after a kill between the two it is shown again in its own
   * place, since what is shown has the message's id.
   */
  private void show(Envelope envelope, InboxDesk desk) {
    if (desk.table.hasSeen(envelope.shownKey()) || desk.table.hasSeen(envelope.deliveredKey())) {
      desk.table.duplicate();
      return;
    }
    platform.show(envelope.alert());
    desk.table.see(envelope.shownKey(), platform.now());
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
    Held held = new Held(notification);
    held.window = window;
    assign(held, desk);
    desk.table.add(envelope.deliveredKey(), held, now);
    if (presentation == Presentation.FOREGROUND) {
      // It is on disk, and nothing else keeps the platform waiting.
      close(held, PushResult.NEW_DATA);
    }
    serveAll(desk, self);
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
      close(oldest, PushResult.FAILED);
      log.warn(
          "{} was dropped: {} notifications wait, which is notify.queue-limit; subscribe to them,"
              + " or raise it",
          oldest.notification,
          rules.limit());
    }
  }

  // ---- subscribers

  @Override
  public Next<InboxDesk> handleCall(Object request, From from, InboxDesk desk, Self self) {
    if (!opened(desk, self)) {
      return Next.stop(ExitReason.SHUTDOWN, desk);
    }
    if (request instanceof Subscribe) {
      subscribe((Subscribe) request, desk, self);
      return Next.reply(true, desk);
    }
    if (request instanceof Unsubscribe) {
      Unsubscribe unsubscribe = (Unsubscribe) request;
      Subscriber subscriber = desk.subscribers.get(unsubscribe.name());
      if (subscriber != null && subscriber.process.equals(unsubscribe.process())) {
        end(subscriber, desk, self);
      }
      return Next.reply(true, desk);
    }
    return Next.reply(
        new Report(
            new ArrayList<>(desk.subscribers.keySet()), desk.table.size(), desk.table.counts()),
        desk);
  }

  private void subscribe(Subscribe wanted, InboxDesk desk, Self self) {
    end(desk.subscribers.get(wanted.name()), desk, self);
    roster.put(wanted.name(), wanted);
    desk.subscribers.put(
        wanted.name(),
        new Subscriber(
            wanted.name(), wanted.process(), wanted.filter(), self.monitor(wanted.process())));
    List<Held> assigned = new ArrayList<>();
    for (Held held : desk.table.all()) {
      if (assign(held, desk)) {
        assigned.add(held);
      }
    }
    desk.table.update(assigned);
    serveAll(desk, self);
  }

  private void end(Subscriber subscriber, InboxDesk desk, Self self) {
    if (subscriber != null) {
      self.demonitor(subscriber.monitor);
      desk.subscribers.remove(subscriber.name);
      roster.remove(subscriber.name);
    }
  }

  /** Gives what is nobody's yet to all who want it; true when somebody does. */
  private boolean assign(Held held, InboxDesk desk) {
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

  private void serveAll(InboxDesk desk, Self self) {
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

  @Override
  public Next<InboxDesk> handleInfo(Object message, InboxDesk desk, Self self) {
    if (message instanceof Open) {
      return opened(desk, self) ? Next.keep() : Next.stop(ExitReason.SHUTDOWN, desk);
    }
    if (message instanceof Response && ((Response) message).label() instanceof Attempt) {
      answered((Response) message, desk, self);
    } else if (message instanceof Rested) {
      rested((Rested) message, desk, self);
    } else if (message instanceof NobodyCame) {
      Held held = ((NobodyCame) message).held();
      if (!held.isAssigned()) {
        close(held, PushResult.NO_DATA);
      }
    } else if (message instanceof Down) {
      gone((Down) message, desk, self);
    } else {
      self.logUnexpected(message);
    }
    return Next.keep();
  }

  private void gone(Down down, InboxDesk desk, Self self) {
    for (Subscriber subscriber : new ArrayList<>(desk.subscribers.values())) {
      if (subscriber.monitor.equals(down.monitor())) {
        end(subscriber, desk, self);
      }
    }
  }

  private void answered(Response response, InboxDesk desk, Self self) {
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
        settled(held, subscriber.name, desk);
      } else {
        failed(response, attempt, owed, desk, self);
      }
    }
    Subscriber present = desk.subscribers.get(subscriber.name);
    if (present != null) {
      serve(present, desk, self);
    }
  }

  private void settled(Held held, String subscriber, InboxDesk desk) {
    if (held.settle(subscriber)) {
      desk.table.acknowledged(held);
      close(held, held.best);
    } else {
      desk.table.update(Collections.singletonList(held));
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
        close(held, held.best);
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
      close(held, PushResult.FAILED);
    }
  }

  private void rested(Rested rested, InboxDesk desk, Self self) {
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

  private static void close(Held held, PushResult result) {
    OpenWindow window = held.window;
    held.window = null;
    if (window != null) {
      window.finish(result);
    }
  }
}
