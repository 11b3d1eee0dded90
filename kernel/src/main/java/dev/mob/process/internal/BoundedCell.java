package dev.mob.process.internal;

import dev.mob.process.Behaviour;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.MailboxPolicy;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * A process with a bounded mailbox: its messages wait in one queue under a lock, so that the bound
 * is exact and the oldest can be dropped; control signals go the common way.
 *
 * <p>A message is put into the queue before any later control signal of the same sender is pushed,
 * and the process obeys signals before it looks at the queue, so what a signal appends (a down, an
 * exit) comes after the messages that were sent before it.
 */
final class BoundedCell extends ProcessCell {
  static final ExitReason MAILBOX_FULL = ExitReason.of("mailbox_full");

  private final MailboxPolicy policy;
  private final ArrayDeque<Message> box = new ArrayDeque<>();
  private int counted;
  private volatile int length;
  private long dropped;
  private boolean closed;

  BoundedCell(
      ProcessSystem system,
      Behaviour<?> behaviour,
      Pid parent,
      Pid groupLeader,
      MailboxPolicy policy) {
    super(system, behaviour, parent, groupLeader);
    this.policy = policy;
  }

  @Override
  boolean push(Signal signal) {
    if (!signal.isMessage()) {
      return super.push(signal);
    }
    Message message = (Message) signal;
    Message gaveWay = null;
    boolean late;
    synchronized (box) {
      late = closed;
      if (!late) {
        gaveWay = admit(message);
      }
    }
    if (late) {
      message.undeliverable(this, ExitReason.NOPROC);
      return false;
    }
    if (gaveWay != null) {
      gaveWay.undeliverable(this, MAILBOX_FULL);
    }
    if (gaveWay != message) {
      wake();
    }
    return gaveWay != message;
  }

  /** Adds a message and returns the one that gave way for it, or {@code null}. */
  private Message admit(Message message) {
    Message gaveWay = null;
    if (!message.isSystem()) {
      if (counted == policy.capacity()) {
        dropped++;
        if (policy.overflow() != MailboxPolicy.Overflow.DROP_OLDEST) {
          return message;
        }
        gaveWay = removeOldest();
      }
      counted++;
    }
    box.addLast(message);
    length = box.size();
    return gaveWay;
  }

  private Message removeOldest() {
    for (Iterator<Message> all = box.iterator(); all.hasNext(); ) {
      Message each = all.next();
      if (!each.isSystem()) {
        all.remove();
        counted--;
        return each;
      }
    }
    throw new AssertionError("a full mailbox without a message");
  }

  @Override
  void append(Message message) {
    synchronized (box) {
      box.addLast(message);
      if (!message.isSystem()) {
        counted++;
      }
      length = box.size();
    }
  }

  @Override
  Message poll() {
    if (length == 0 && !hasEnded()) {
      return null;
    }
    synchronized (box) {
      if (hasEnded()) {
        closed = true;
      }
      Message first = box.pollFirst();
      if (first != null && !first.isSystem()) {
        counted--;
      }
      length = box.size();
      return first;
    }
  }

  @Override
  Object forEachWaiting(Object known, MessageAction action) throws Exception {
    synchronized (box) {
      // From the end: one that was known may have given way to a newer one.
      for (Iterator<Message> all = box.descendingIterator(); all.hasNext(); ) {
        Message each = all.next();
        if (each == known) {
          break;
        }
        action.on(each);
      }
      return box.isEmpty() ? box : box.peekLast();
    }
  }

  @Override
  boolean hasPending() {
    return length > 0;
  }

  @Override
  int mailboxLength() {
    return length;
  }

  @Override
  long dropped() {
    synchronized (box) {
      return dropped;
    }
  }

  @Override
  boolean removePendingDown(Ref monitor) {
    synchronized (box) {
      for (Iterator<Message> all = box.iterator(); all.hasNext(); ) {
        Object payload = all.next().payload();
        if (payload instanceof Down && ((Down) payload).monitor().equals(monitor)) {
          all.remove();
          length = box.size();
          return true;
        }
      }
      return false;
    }
  }
}
