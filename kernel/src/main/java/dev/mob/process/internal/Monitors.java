package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Distribution;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sends the signals of monitors, to processes of this node and of others, and keeps the monitors of
 * plain threads, which have no process to keep them.
 */
final class Monitors {
  private final ProcessSystem system;

  /** The monitors of plain threads, by reference: what they watch. */
  private final Map<Ref, ThreadMonitor> threadMonitors = new ConcurrentHashMap<>();

  /** A monitor of a plain thread. */
  private static final class ThreadMonitor {
    final Address target;
    final ProcessCell cell;
    final Consumer<Down> action;

    ThreadMonitor(Address target, ProcessCell cell, Consumer<Down> action) {
      this.target = target;
      this.cell = cell;
      this.action = action;
    }
  }

  Monitors(ProcessSystem system) {
    this.system = system;
  }

  Ref monitor(ProcessCell from, Address target) {
    Ref ref = system.makeRef();
    ProcessCell cell = system.local(target);
    if (cell == from) {
      // erlang:monitor/2: a monitor of oneself has no effect.
      return ref;
    }
    from.extras().monitors.put(ref, new Extras.Watched(target, cell));
    watch(ref, from, target, cell);
    return ref;
  }

  private void watch(Ref ref, Object watcher, Address target, ProcessCell cell) {
    Control.Monitor request = new Control.Monitor(ref, watcher, target);
    if (cell != null) {
      cell.push(request);
      return;
    }
    Distribution out = system.remote();
    if (system.isRemote(target) && out != null) {
      if (watcher instanceof ProcessCell) {
        system.distributed().watching(ref, (ProcessCell) watcher);
      }
      out.monitor(watcher instanceof Pid ? (Pid) watcher : system.systemProcess(), target, ref);
    } else {
      deliverDown(request, system.isRemote(target) ? ExitReason.NOCONNECTION : ExitReason.NOPROC);
    }
  }

  void sendDemonitor(ProcessCell from, Ref ref, Extras.Watched watched) {
    if (watched.cell != null) {
      watched.cell.push(new Control.Demonitor(ref));
    } else {
      system.distributed().notWatching(ref);
      Distribution out = system.remote();
      if (out != null && system.isRemote(watched.target)) {
        out.demonitor(from, watched.target, ref);
      }
    }
  }

  /** Tells a watcher that what it watched has ended. */
  void sendDown(Control.Monitor request, ProcessCell dead, ExitReason reason) {
    if (request.watcher instanceof Pid && !(request.watcher instanceof ProcessCell)) {
      Distribution out = system.remote();
      if (out != null) {
        out.down(dead, request.target, (Pid) request.watcher, request.ref, reason);
      }
      return;
    }
    deliverDown(request, reason);
  }

  private void deliverDown(Control.Monitor request, ExitReason reason) {
    Down down = new Down(request.ref, request.target, reason);
    if (request.watcher instanceof ProcessCell) {
      ((ProcessCell) request.watcher).push(new Control.DownSignal(down));
      return;
    }
    if (request.watcher instanceof Consumer && threadMonitors.remove(request.ref) != null) {
      @SuppressWarnings("unchecked")
      Consumer<Down> action = (Consumer<Down>) request.watcher;
      try {
        action.accept(down);
      } catch (RuntimeException broken) {
        ProcessSystem.LOG.error("the action of a monitor on {} threw", request.target, broken);
      }
    }
  }

  /** What a local process, call or thread monitors on another node has ended. */
  void remoteDown(Ref ref, ExitReason reason) {
    if (system.remoteCalls().fail(ref, reason)) {
      return;
    }
    ThreadMonitor ofThread = threadMonitors.get(ref);
    if (ofThread != null) {
      deliverDown(new Control.Monitor(ref, ofThread.action, ofThread.target), reason);
      return;
    }
    system.distributed().downToProcess(ref, reason);
  }

  Ref monitor(Address target, Consumer<Down> action) {
    Ref ref = system.makeRef();
    ProcessCell cell = system.local(target);
    threadMonitors.put(ref, new ThreadMonitor(target, cell, action));
    watch(ref, action, target, cell);
    return ref;
  }

  boolean demonitor(Ref monitor) {
    ThreadMonitor removed = threadMonitors.remove(monitor);
    if (removed == null) {
      return false;
    }
    sendDemonitor(
        system.systemProcess(), monitor, new Extras.Watched(removed.target, removed.cell));
    return true;
  }
}
