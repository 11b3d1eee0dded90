package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Distribution;
import dev.mob.process.ExitReason;
import dev.mob.process.Ref;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls to other nodes that wait for an outcome, by their tag. A call leaves when it has one,
 * whatever it is, so a late reply finds nobody.
 */
final class RemoteCalls {
  private final ProcessSystem system;
  private final Map<Ref, CallRequest> waiting = new ConcurrentHashMap<>();

  RemoteCalls(ProcessSystem system) {
    this.system = system;
  }

  /** Sends a call to an address behind which there is no local process. */
  void send(CallRequest call, ProcessCell caller, Address to) {
    if (!system.isRemote(to)) {
      call.fail(ExitReason.NOPROC);
      return;
    }
    Distribution out = system.remote();
    if (out == null) {
      call.fail(ExitReason.NOCONNECTION);
      return;
    }
    Ref tag = system.makeRef();
    waiting.put(tag, call);
    call.onDone(
        () -> {
          if (waiting.remove(tag) != null) {
            out.demonitor(caller == null ? system.systemProcess() : caller, to, tag);
          }
        });
    out.call(caller == null ? system.systemProcess() : caller, to, tag, call.payload);
  }

  boolean reply(Ref tag, Object reply) {
    CallRequest call = waiting.get(tag);
    if (call == null) {
      return false;
    }
    call.reply(reply);
    return true;
  }

  /** The callee has ended, or its node is gone; false when no call has this tag. */
  boolean fail(Ref tag, ExitReason reason) {
    CallRequest call = waiting.remove(tag);
    if (call == null) {
      return false;
    }
    call.fail(reason);
    return true;
  }
}
