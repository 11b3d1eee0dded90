package dev.mob.process.internal;

import dev.mob.process.From;
import dev.mob.process.Pid;
import dev.mob.process.Tuple;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The caller of a call that came as Erlang's own message {@code {'$gen_call', {Pid, Tag},
 * Request}}: from another node, or from code that builds such messages by hand. The reply is {@code
 * {Tag, Reply}} to the pid, or to the alias in the tag; where it goes is the distribution's
 * knowledge.
 */
final class RemoteFrom implements From {
  private final ProcessSystem system;
  private final Pid caller;
  private final Object tag;
  private final AtomicBoolean answered = new AtomicBoolean();

  private RemoteFrom(ProcessSystem system, Pid caller, Object tag) {
    this.system = system;
    this.caller = caller;
    this.tag = tag;
  }

  /** The caller in such a message; {@code null} when the message is none. */
  static From of(ProcessSystem system, Tuple message) {
    if (!message.isTagged(CallRequest.TAG, 3)) {
      return null;
    }
    if (message.get(1) instanceof From) {
      return (From) message.get(1);
    }
    if (!(message.get(1) instanceof Tuple)) {
      return null;
    }
    Tuple from = (Tuple) message.get(1);
    return from.size() == 2 && from.get(0) instanceof Pid
        ? new RemoteFrom(system, (Pid) from.get(0), from.get(1))
        : null;
  }

  @Override
  public void reply(Object reply) {
    if (answered.compareAndSet(false, true)) {
      system.replyToTag(caller, tag, reply);
    }
  }

  @Override
  public Pid caller() {
    return caller;
  }
}
