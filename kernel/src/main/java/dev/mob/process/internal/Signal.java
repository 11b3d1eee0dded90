package dev.mob.process.internal;

/**
 * One entry of a process's inbox: a message for its code, or a signal that the runtime itself obeys
 * (link, monitor, exit, sys). Both travel the same way, which keeps the order between them.
 *
 * <p>A signal is the node of the list that it waits in, so a message costs no wrapper. {@code next}
 * belongs to the sender until the push, then to the receiver; {@code depth} is written before the
 * push and counts the signals below it in the inbox, so that the length of a mailbox is known
 * without a counter that all senders would fight for.
 */
abstract class Signal {
  Signal next;
  int depth;

  /** True for what the process's code handles in turn; false for what the runtime obeys at once. */
  abstract boolean isMessage();

  /** What the process's code sees; for reports. */
  abstract Object payload();

  /** Called instead of delivery when the receiver has ended, with the reason that senders get. */
  void undeliverable(ProcessCell dead, dev.mob.process.ExitReason reason) {}
}
