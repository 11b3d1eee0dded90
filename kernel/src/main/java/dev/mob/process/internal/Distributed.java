package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Distribution;
import dev.mob.process.DistributionPort;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runtime's side of distribution: this node's name and the way in for signals of others. */
final class Distributed implements DistributionPort {

  /** The node's name and its cluster, replaced together. */
  private static final class Attachment {
    final Atom node;
    final int creation;
    final Distribution out;

    Attachment(Atom node, int creation, Distribution out) {
      this.node = node;
      this.creation = creation;
      this.out = out;
    }
  }

  private final ProcessSystem system;
  private volatile Attachment attachment;

  /** Which local processes watch something on another node, by reference. */
  private final Map<Ref, ProcessCell> watching = new ConcurrentHashMap<>();

  Distributed(ProcessSystem system) {
    this.system = system;
  }

  Atom node() {
    Attachment now = attachment;
    return now == null ? null : now.node;
  }

  int creation() {
    Attachment now = attachment;
    return now == null ? 0 : now.creation;
  }

  Distribution out() {
    Attachment now = attachment;
    return now == null ? null : now.out;
  }

  @Override
  public synchronized void attach(Atom node, int creation, Distribution distribution) {
    if (attachment != null) {
      throw new IllegalStateException(
          "this runtime is node " + attachment.node + " already: detach it before " + node);
    }
    if (creation == 0) {
      throw new IllegalArgumentException("the creation of a node is not 0");
    }
    attachment = new Attachment(node, creation, distribution);
  }

  @Override
  public synchronized void detach() {
    attachment = null;
  }

  @Override
  public Pid systemProcess() {
    return system.systemProcess();
  }

  @Override
  public boolean deliver(Address to, Object message) {
    ProcessCell local = system.local(to);
    return local != null && local.push(new Message(message));
  }

  @Override
  public Pid local(int id, int serial, int creation) {
    return creation == creation() ? system.lookup(id, serial) : null;
  }

  @Override
  public void link(Pid remote, Pid local) {
    ProcessCell process = system.local(local);
    if (process == null) {
      Distribution out = out();
      if (out != null) {
        out.linkExit(local, remote, ExitReason.NOPROC);
      }
      return;
    }
    process.push(new Control.Link(remote));
  }

  @Override
  public void unlink(Pid remote, Pid local) {
    ProcessCell process = system.local(local);
    if (process != null) {
      process.push(new Control.Unlink(remote, Control.ANY_LINK, null));
    }
  }

  @Override
  public void linkExit(Pid remote, Pid local, ExitReason reason) {
    ProcessCell process = system.local(local);
    if (process != null) {
      process.pushExit(new Control.LinkExit(remote, Control.ANY_LINK, null, reason));
    }
  }

  @Override
  public void exit(Pid remote, Pid local, ExitReason reason) {
    ProcessCell process = system.local(local);
    if (process != null) {
      process.pushExit(new Control.ExitRequest(remote, reason));
    }
  }

  @Override
  public void monitor(Pid remote, Address local, Ref monitor) {
    ProcessCell process = system.local(local);
    Control.Monitor request = new Control.Monitor(monitor, remote, named(local));
    if (process == null) {
      system.monitors.sendDown(request, system.systemProcess(), ExitReason.NOPROC);
    } else {
      process.push(request);
    }
  }

  @Override
  public void demonitor(Pid remote, Address local, Ref monitor) {
    ProcessCell process = system.local(local);
    if (process != null) {
      process.push(new Control.Demonitor(monitor));
    }
  }

  /** What the watcher named, as it is known on this node. */
  private static Address named(Address local) {
    return local instanceof ProcessName
        ? new ProcessName(((ProcessName) local).name(), null)
        : local;
  }

  @Override
  public void monitorDown(Ref monitor, ExitReason reason) {
    system.monitors.remoteDown(monitor, reason);
  }

  void watching(Ref monitor, ProcessCell watcher) {
    watching.put(monitor, watcher);
  }

  void notWatching(Ref monitor) {
    watching.remove(monitor);
  }

  void downToProcess(Ref monitor, ExitReason reason) {
    ProcessCell watcher = watching.remove(monitor);
    if (watcher == null) {
      return;
    }
    Extras extras = watcher.extras;
    Extras.Watched watched = extras == null ? null : extras.monitors.get(monitor);
    if (watched != null) {
      watcher.push(new Control.DownSignal(new Down(monitor, watched.target, reason)));
    }
  }

  @Override
  public boolean reply(Ref tag, Object reply) {
    return system.remoteCalls().reply(tag, reply);
  }
}
