package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.Tuple;

/** A message from {@code send}, a timer or the runtime, for the process's code. */
class Message extends Signal {
  /** Changed by an update of the receiver's code alone, while that rests. */
  Object payload;

  Message(Object payload) {
    this.payload = payload;
  }

  @Override
  final boolean isMessage() {
    return true;
  }

  @Override
  Object payload() {
    return payload;
  }

  /** Messages of the runtime itself (downs, exits, responses, timers) that no bound may drop. */
  boolean isSystem() {
    return false;
  }

  /** A message of the runtime that a bounded mailbox always takes. */
  static final class SystemMessage extends Message {
    SystemMessage(Object payload) {
      super(payload);
    }

    @Override
    boolean isSystem() {
      return true;
    }
  }

  /** A cast: {@code {'$gen_cast', Message}} to code that is no server. */
  static final class Cast extends Message {
    static final Atom TAG = Atom.of("$gen_cast");

    Cast(Object payload) {
      super(payload);
    }

    Object asTuple() {
      return Tuple.of(TAG, payload);
    }
  }

  /** The idle time-out, for the code that set it unless a message came first. */
  static final class IdleTimeout extends Message {
    final long generation;

    IdleTimeout(long generation) {
      super(dev.mob.process.Timeout.TIMEOUT);
      this.generation = generation;
    }

    @Override
    boolean isSystem() {
      return true;
    }
  }

  /** Something that the runtime does as the process, in its turn among the messages. */
  static final class Ordered extends Message {
    Ordered(Control.Run.Action action) {
      super(action);
    }

    void run(ProcessCell process) {
      ((Control.Run.Action) payload).run(process);
    }

    @Override
    boolean isSystem() {
      return true;
    }

    @Override
    void undeliverable(ProcessCell dead, dev.mob.process.ExitReason reason) {
      ((Control.Run.Action) payload).undeliverable(reason);
    }
  }

  /** A time-out of a state machine. */
  static final class MachineTimeout extends Message {
    final MachineLoop.Slot slot;

    MachineTimeout(MachineLoop.Slot slot) {
      super(slot);
      this.slot = slot;
    }

    @Override
    boolean isSystem() {
      return true;
    }
  }
}
