package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Ref;

/** The signals that the runtime obeys on behalf of a process, as soon as it looks at its inbox. */
abstract class Control extends Signal {
  /** Stands for whatever link there is; for other nodes, which keep links apart by themselves. */
  static final Object ANY_LINK = new Object();

  @Override
  final boolean isMessage() {
    return false;
  }

  @Override
  Object payload() {
    return this;
  }

  /** Obeys the signal; runs as the receiving process. */
  abstract void obey(ProcessCell receiver);

  /**
   * A request to link. The signal itself is the link's identity: an exit signal names the link that
   * it comes from, so that one from a link that was removed meanwhile is not mistaken for one of a
   * newer link between the same two processes.
   */
  static final class Link extends Control {
    final Pid from;

    Link(Pid from) {
      this.from = from;
    }

    @Override
    void obey(ProcessCell receiver) {
      receiver.linkRequested(this);
    }

    @Override
    void undeliverable(ProcessCell dead, ExitReason reason) {
      dead.system.links.sendLinkExit(dead, from, this, null, reason);
    }
  }

  /** Removes a link from the other side. */
  static final class Unlink extends Control {
    final Pid from;
    final Object receiversLink;
    final Object sendersLink;

    /** As in {@link LinkExit}. */
    Unlink(Pid from, Object receiversLink, Object sendersLink) {
      this.from = from;
      this.receiversLink = receiversLink;
      this.sendersLink = sendersLink;
    }

    @Override
    void obey(ProcessCell receiver) {
      receiver.unlinkRequested(this);
    }
  }

  /** The exit signal of a link. */
  static final class LinkExit extends Control {
    final Pid from;
    final Object receiversLink;
    final Object sendersLink;
    final ExitReason reason;

    /**
     * @param receiversLink the link that the receiver asked for, as far as the sender has seen it
     * @param sendersLink the link that the sender asked for
     */
    LinkExit(Pid from, Object receiversLink, Object sendersLink, ExitReason reason) {
      this.from = from;
      this.receiversLink = receiversLink;
      this.sendersLink = sendersLink;
      this.reason = reason;
    }

    @Override
    void obey(ProcessCell receiver) {
      receiver.linkExit(this);
    }
  }

  /** An exit signal that somebody sent: {@code exit/2}. */
  static final class ExitRequest extends Control {
    final Pid from;
    final ExitReason reason;

    ExitRequest(Pid from, ExitReason reason) {
      this.from = from;
      this.reason = reason;
    }

    @Override
    void obey(ProcessCell receiver) {
      receiver.exitRequested(this);
    }
  }

  /** A request to be told when the receiver ends. */
  static final class Monitor extends Control {
    final Ref ref;

    /** A {@link Pid} or a {@code Consumer<Down>}. */
    final Object watcher;

    /** What the watcher named: the pid or a registered name. */
    final Address target;

    Monitor(Ref ref, Object watcher, Address target) {
      this.ref = ref;
      this.watcher = watcher;
      this.target = target;
    }

    @Override
    void obey(ProcessCell receiver) {
      receiver.extras().watchers.put(ref, this);
    }

    @Override
    void undeliverable(ProcessCell dead, ExitReason reason) {
      dead.system.monitors.sendDown(this, dead, reason);
    }
  }

  /** Ends a monitor. */
  static final class Demonitor extends Control {
    final Ref ref;

    Demonitor(Ref ref) {
      this.ref = ref;
    }

    @Override
    void obey(ProcessCell receiver) {
      Extras extras = receiver.extras;
      if (extras != null) {
        extras.watchers.remove(ref);
      }
    }
  }

  /** What a monitor brings; becomes a message if the monitor still stands. */
  static final class DownSignal extends Control {
    final Down down;

    DownSignal(Down down) {
      this.down = down;
    }

    @Override
    void obey(ProcessCell receiver) {
      Extras extras = receiver.extras;
      if (extras != null && extras.monitors.remove(down.monitor()) != null) {
        receiver.append(new Message.SystemMessage(down));
      }
    }
  }

  /** Lets the runtime do something as the process, in the order of its inbox. */
  static final class Run extends Control {
    interface Action {
      void run(ProcessCell receiver);

      void undeliverable(ExitReason reason);
    }

    final Action action;

    Run(Action action) {
      this.action = action;
    }

    @Override
    void obey(ProcessCell receiver) {
      action.run(receiver);
    }

    @Override
    void undeliverable(ProcessCell dead, ExitReason reason) {
      action.undeliverable(reason);
    }
  }

  /** Closes an inbox for good: whatever finds it there has come too late. */
  static final class Closed extends Control {
    static final Closed INSTANCE = new Closed();

    @Override
    void obey(ProcessCell receiver) {
      throw new AssertionError("the end of an inbox is never delivered");
    }
  }
}
