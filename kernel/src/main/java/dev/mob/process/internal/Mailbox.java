package dev.mob.process.internal;

import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * How signals reach a process and how it comes to run.
 *
 * <p><b>Arrival.</b> Senders push onto {@code inbox}, a lock-free stack (Treiber, 1986). The
 * process takes the whole stack at once, turns it round, obeys the control signals among it in
 * order, and appends the messages to {@code pending}, a list that only it touches. So a push is one
 * compare-and-set, taking a batch is one swap, order is kept for each sender, and an exit signal
 * does not wait behind messages, as in Erlang. A process that has ended leaves {@link
 * Control.Closed} in its inbox; whoever finds it there knows.
 *
 * <p><b>Scheduling.</b> {@code status} goes IDLE, QUEUED, RUNNING, IDLE. Whoever turns an empty
 * inbox into a non-empty one and finds IDLE makes it QUEUED and hands the process to the scheduler,
 * so it is in one run queue at most and runs on one worker at most. After its turn the process sets
 * IDLE and looks at the inbox once more; a push that came between is seen by one of the two.
 */
abstract class Mailbox extends Pid {
  static final int IDLE = 0;
  static final int QUEUED = 1;
  static final int RUNNING = 2;
  static final int ENDED = 3;

  private static final Object NOTHING_ARRIVED = new Object();
  private static final AtomicReferenceFieldUpdater<Mailbox, Signal> INBOX =
      AtomicReferenceFieldUpdater.newUpdater(Mailbox.class, Signal.class, "inbox");
  private static final AtomicIntegerFieldUpdater<Mailbox> STATUS =
      AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "status");

  final ProcessSystem system;

  private volatile Signal inbox;
  private volatile int status = QUEUED;
  private Signal pendingHead;
  private Signal pendingTail;
  private int pendingCount;

  Mailbox(ProcessSystem system) {
    this.system = system;
  }

  /** The process that this is the mailbox of. */
  abstract ProcessCell cell();

  /** Obeys a control signal as the process; may end it. */
  abstract void obey(Control signal);

  /** Why the process ended, when it has. */
  abstract ExitReason exitReason();

  // ---- mailbox, from any thread

  /** Delivers a signal; false when the process has ended. */
  boolean push(Signal signal) {
    Signal top;
    do {
      top = inbox;
      if (top == Control.Closed.INSTANCE) {
        signal.undeliverable(cell(), ExitReason.NOPROC);
        return false;
      }
      signal.next = top;
      signal.depth = top == null ? 1 : top.depth + 1;
    } while (!INBOX.compareAndSet(this, top, signal));
    if (top == null) {
      wake();
    } else if (signal.depth == system.mailboxWarning) {
      system.mailboxGrows(cell(), signal.depth);
    }
    return true;
  }

  /** Makes an idle process runnable. */
  final void wake() {
    if (status == IDLE && STATUS.compareAndSet(this, IDLE, QUEUED)) {
      system.scheduler.schedule(cell());
    }
  }

  /**
   * How many signals wait; by any thread. Fewer for the moment in which the process takes in what
   * has arrived, unless it is the process that asks.
   */
  int mailboxLength() {
    Signal top = inbox;
    return pendingCount + (top == null ? 0 : top.depth);
  }

  /** True when this signal is the last that arrived and nobody has looked yet. */
  final boolean isLast(Signal signal) {
    return inbox == signal;
  }

  final int status() {
    return status;
  }

  final boolean hasEnded() {
    return status == ENDED;
  }

  // ---- mailbox, as the process

  /** Appends a message that the runtime made while it obeyed a signal. */
  void append(Message message) {
    message.next = null;
    if (pendingTail == null) {
      pendingHead = message;
    } else {
      pendingTail.next = message;
    }
    pendingTail = message;
    pendingCount++;
  }

  /** The next message; {@code null} when there is none. */
  Message poll() {
    Signal head = pendingHead;
    if (head == null) {
      return null;
    }
    pendingHead = head.next;
    if (head.next == null) {
      pendingTail = null;
    }
    head.next = null;
    pendingCount--;
    return (Message) head;
  }

  /** Does something with a message. */
  interface MessageAction {
    void on(Message message) throws Exception;
  }

  /**
   * Shows the messages that wait, in no order, while the process is held; takes none.
   *
   * @param known what this returned before: only those that have come since are shown; {@code null}
   *     for all
   * @return what to give the next time
   */
  Object forEachWaiting(Object known, MessageAction action) throws Exception {
    if (known == null) {
      for (Signal each = pendingHead; each != null; each = each.next) {
        action.on((Message) each);
      }
    }
    Signal newest = inbox;
    // Senders only ever put new entries on top of these.
    for (Signal each = newest; each != null && each != known; each = each.next) {
      if (each.isMessage()) {
        action.on((Message) each);
      }
    }
    return newest == null ? NOTHING_ARRIVED : newest;
  }

  boolean hasPending() {
    return pendingHead != null;
  }

  /** Takes what has arrived: obeys the signals, keeps the messages for their turn. */
  final void drain() {
    Signal batch = inOrder(INBOX.getAndSet(this, null));
    while (batch != null) {
      Signal signal = batch;
      batch = batch.next;
      // A monitor or a link is kept for as long as it holds, and must not keep what came after it.
      signal.next = null;
      if (status == ENDED) {
        signal.undeliverable(cell(), exitReason());
      } else if (signal.isMessage()) {
        append((Message) signal);
      } else {
        obey((Control) signal);
      }
    }
    if (pendingCount > system.mailboxWarning && status != ENDED) {
      system.mailboxGrows(cell(), pendingCount);
    }
  }

  /** Takes a down out of the mailbox; others keep their order. */
  boolean removePendingDown(Ref monitor) {
    Signal before = null;
    for (Signal each = pendingHead; each != null; before = each, each = each.next) {
      Object payload = each.payload();
      if (payload instanceof Down && ((Down) payload).monitor().equals(monitor)) {
        if (before == null) {
          pendingHead = each.next;
        } else {
          before.next = each.next;
        }
        if (each == pendingTail) {
          pendingTail = before;
        }
        pendingCount--;
        return true;
      }
    }
    return false;
  }

  /** True when something has arrived since the last {@link #drain}. */
  final boolean hasArrived() {
    return inbox != null;
  }

  // ---- turns and the end, as the process

  final void beginTurn() {
    STATUS.lazySet(this, RUNNING);
  }

  /**
   * Gives the process back. Returns true when it is queued again because there is more to do.
   *
   * @param stopped true when its messages are not to be handled for now
   */
  final boolean endTurn(boolean stopped) {
    if ((hasPending() && !stopped) || inbox != null) {
      status = QUEUED;
      return true;
    }
    status = IDLE;
    return (inbox != null || (hasPending() && !stopped))
        && STATUS.compareAndSet(this, IDLE, QUEUED);
  }

  /** Closes the mailbox for good; what waits in it is returned to its senders with this reason. */
  final void close(ExitReason reason) {
    status = ENDED;
    Signal batch = inOrder(INBOX.getAndSet(this, Control.Closed.INSTANCE));
    for (Message message = poll(); message != null; message = poll()) {
      message.undeliverable(cell(), reason);
    }
    while (batch != null) {
      Signal signal = batch;
      batch = batch.next;
      signal.next = null;
      signal.undeliverable(cell(), reason);
    }
  }

  /** Turns a stack into a list in the order of arrival. */
  private static Signal inOrder(Signal stack) {
    Signal top = stack;
    Signal list = null;
    while (top != null) {
      Signal below = top.next;
      top.next = list;
      list = top;
      top = below;
    }
    return list;
  }
}
