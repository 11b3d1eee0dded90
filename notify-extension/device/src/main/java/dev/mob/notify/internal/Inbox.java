package dev.mob.notify.internal;

import dev.mob.extension.ExtensionStopped;
import dev.mob.notify.Filter;
import dev.mob.notify.NotifyStatus.Counts;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

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
  private final PushPlatform.Listener listener;
  private final Intake intake;
  private final Delivery delivery;

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
      Intake intake,
      Delivery delivery) {
    this.opening = opening;
    this.whenReady = whenReady;
    this.arrivals = arrivals;
    this.roster = roster;
    this.platform = platform;
    this.listener = listener;
    this.intake = intake;
    this.delivery = delivery;
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
      intake.takeUp(came, desk, self);
      arrivals.taken();
    }
    return Next.keep();
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
      if (delivery.assign(held, desk)) {
        assigned.add(held);
      }
    }
    desk.table.update(assigned);
    delivery.serveAll(desk, self);
  }

  private void end(Subscriber subscriber, InboxDesk desk, Self self) {
    if (subscriber != null) {
      self.demonitor(subscriber.monitor);
      desk.subscribers.remove(subscriber.name);
      roster.remove(subscriber.name);
    }
  }

  @Override
  public Next<InboxDesk> handleInfo(Object message, InboxDesk desk, Self self) {
    if (message instanceof Open) {
      return opened(desk, self) ? Next.keep() : Next.stop(ExitReason.SHUTDOWN, desk);
    }
    if (message instanceof Response && ((Response) message).label() instanceof Delivery.Attempt) {
      delivery.answered((Response) message, desk, self);
    } else if (message instanceof Delivery.Rested) {
      delivery.rested((Delivery.Rested) message, desk, self);
    } else if (message instanceof Intake.NobodyCame) {
      Held held = ((Intake.NobodyCame) message).held();
      if (!held.isAssigned()) {
        held.close(PushResult.NO_DATA);
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
}
