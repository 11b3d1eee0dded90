package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Behaviour;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessExit;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import java.time.Duration;
import java.util.ArrayList;

/** What a behaviour asks of its own process, passed on to the process and the runtime. */
interface SelfCalls extends Self {

  /** The process that runs the behaviour. */
  ProcessCell cell();

  @Override
  default Pid pid() {
    return cell();
  }

  @Override
  default ProcessRuntime runtime() {
    return cell().system;
  }

  @Override
  default void send(Address to, Object message) {
    if (to instanceof ProcessCell && cell().extras == null) {
      ((ProcessCell) to).push(new Message(message));
      return;
    }
    if (cell().extras != null && cell().extras.trace != null) {
      cell().trace("send", message, to);
    }
    cell().system.send(cell(), to, message);
  }

  @Override
  default void cast(Address to, Object message) {
    if (cell().extras != null && cell().extras.trace != null) {
      cell().trace("send", message, to);
    }
    cell().system.cast(cell(), to, message);
  }

  @Override
  default Object call(Address to, Object request) {
    return cell().system.call(cell(), to, request, ProcessRuntime.CALL_TIMEOUT);
  }

  @Override
  default Object call(Address to, Object request, Duration timeout) {
    return cell().system.call(cell(), to, request, timeout);
  }

  @Override
  default Ref sendRequest(Address to, Object request, Object label, Duration timeout) {
    return cell().system.sendRequest(cell(), to, request, label, timeout);
  }

  @Override
  default Ref sendAfter(Duration delay, Address to, Object message) {
    return cell().system.sendAfter(delay, to, message);
  }

  @Override
  default long cancelTimer(Ref timer) {
    return cell().system.cancelTimer(timer);
  }

  @Override
  default <S> Pid spawn(Behaviour<S> code, Object argument) {
    return cell().system.spawn(cell(), code, argument, SpawnOptions.NONE, null);
  }

  @Override
  default <S> Pid spawn(Behaviour<S> code, Object argument, SpawnOptions options) {
    return cell().system.spawn(cell(), code, argument, options, null);
  }

  @Override
  default <S> Pid spawnLink(Behaviour<S> code, Object argument) {
    return cell().system.spawn(cell(), code, argument, SpawnOptions.NONE.link(), null);
  }

  @Override
  default void link(Pid other) {
    cell().system.links.link(cell(), other);
  }

  @Override
  default void unlink(Pid other) {
    Extras mine = cell().extras;
    Extras.LinkEntry entry = mine == null ? null : mine.links.remove(other);
    if (entry != null) {
      cell().system.links.sendUnlink(cell(), other, entry);
    }
  }

  @Override
  default Ref monitor(Address target) {
    return cell().system.monitors.monitor(cell(), target);
  }

  @Override
  default boolean demonitor(Ref monitor) {
    Extras mine = cell().extras;
    Extras.Watched watched = mine == null ? null : mine.monitors.remove(monitor);
    if (watched != null) {
      cell().system.monitors.sendDemonitor(cell(), monitor, watched);
      return true;
    }
    return cell().removePendingDown(monitor);
  }

  @Override
  default boolean trapExit(boolean trap) {
    Extras mine = cell().extras;
    boolean before = mine != null && mine.trapExit;
    if (before != trap) {
      cell().extras().trapExit = trap;
    }
    return before;
  }

  @Override
  default ProcessExit exit(ExitReason reason) {
    throw new ProcessExit(reason);
  }

  @Override
  default void exit(Pid other, ExitReason reason) {
    cell().system.sendExit(cell(), other, reason);
    if (other == cell() && cell().hasArrived()) {
      // A signal to oneself takes effect before exit/2 returns.
      Extras mine = cell().extras();
      boolean waited = mine.waiting != null;
      mine.waiting = Thread.currentThread();
      try {
        cell().obeyWhileWaiting();
      } finally {
        if (!waited) {
          mine.waiting = null;
        }
      }
    }
  }

  @Override
  default void register(String name) {
    cell().system.register(Atom.of(name), cell());
  }

  @Override
  default void unregister(String name) {
    cell().system.names.unregister(Atom.of(name), cell());
  }

  @Override
  default Ref alias() {
    Ref alias = cell().system.makeRef();
    Extras mine = cell().extras();
    if (mine.aliases == null) {
      mine.aliases = new ArrayList<>(2);
    }
    mine.aliases.add(alias);
    cell().system.aliases.put(alias, cell());
    return alias;
  }

  @Override
  default boolean unalias(Ref alias) {
    return cell().system.aliases.remove(alias, cell());
  }

  @Override
  default void logUnexpected(Object message) {
    ProcessSystem.LOG.error(
        "{} {} received an unexpected message: {}",
        cell(),
        cell().behaviour().getClass().getName(),
        message);
  }
}
