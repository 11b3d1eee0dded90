package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.StartResult;
import dev.mob.process.Sys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What few processes need and most therefore do not carry: links, monitors, names, time-outs,
 * traces. Made on first use; written by the process alone, but for the names, which any thread may
 * add.
 */
final class Extras {
  private static final Atom[] NO_NAMES = new Atom[0];

  /** One link: the request of this side, of the other side, or both. */
  static final class LinkEntry {
    Object mine;
    Object theirs;

    /** True when a signal with these two identities came from this link. */
    boolean isOf(Object receiversLink, Object sendersLink) {
      return receiversLink == Control.ANY_LINK
          || (mine != null && mine == receiversLink)
          || (theirs != null && theirs == sendersLink);
    }
  }

  /** A monitor of this process on another one. */
  static final class Watched {
    /** What was asked for. */
    final Address target;

    /** The process behind it, where it is on this node. */
    final ProcessCell cell;

    Watched(Address target, ProcessCell cell) {
      this.target = target;
      this.cell = cell;
    }
  }

  final SmallMap<Pid, LinkEntry> links = new SmallMap<>();
  final SmallMap<Ref, Watched> monitors = new SmallMap<>();
  final SmallMap<Ref, Control.Monitor> watchers = new SmallMap<>();
  private volatile Atom[] names = NO_NAMES;
  volatile boolean trapExit;

  /** Spawned with a link by the process that is its parent. */
  boolean startedLinked;

  /** Stopped by {@code sys:suspend}; messages wait, signals are obeyed. */
  volatile boolean suspended;

  /** Who takes the process off the workers at its next message; {@code null} most of the time. */
  volatile GroupUpdate hold;

  /** The call that the process waits in, while {@link #waiting}. */
  volatile CallRequest waitingIn;

  /** Set once a callback of the process has held its worker for long, in a call or otherwise. */
  volatile boolean hasBlocked;

  /** The thread that waits in a call as this process, so that an exit signal can wake it. */
  volatile Thread waiting;

  /** Set when an exit signal came while the process waited in a call: it ends when it unwinds. */
  dev.mob.process.ExitReason pendingExit;

  /** Who waits for the start of a {@link StartsLater} to end. */
  Consumer<StartResult> startsLater;

  /** How the start of a {@link StartsLater} ended, when that was before {@code init} returned. */
  StartResult startedEarly;

  volatile Consumer<Sys.TraceEvent> trace;
  Timers.Timer idleTimer;
  long idleGeneration;
  private volatile int warnedAt;
  List<Ref> aliases;

  /** Calls that the code has taken and not answered yet; entries that were answered are empty. */
  private List<CallRequest.Unanswered> unanswered;

  private int purgeAt = 8;

  Atom[] names() {
    return names;
  }

  /** True at the first call and whenever the mailbox has doubled since the last true. */
  boolean warnsAt(int length) {
    if (warnedAt != 0 && length < 2 * warnedAt) {
      return false;
    }
    warnedAt = length;
    return true;
  }

  synchronized void addName(Atom name) {
    Atom[] now = names;
    Atom[] longer = java.util.Arrays.copyOf(now, now.length + 1);
    longer[now.length] = name;
    names = longer;
  }

  synchronized void removeName(Atom name) {
    List<Atom> left = new ArrayList<>();
    for (Atom each : names) {
      if (!each.equals(name)) {
        left.add(each);
      }
    }
    names = left.toArray(new Atom[0]);
  }

  void addUnanswered(CallRequest call) {
    if (unanswered == null) {
      unanswered = new ArrayList<>(2);
    }
    if (unanswered.size() >= purgeAt) {
      unanswered.removeIf(each -> each.call() == null);
      purgeAt = Math.max(8, unanswered.size() * 2);
    }
    unanswered.add(call.unanswered());
  }

  /** The calls that still wait for an answer; they are forgotten here. */
  List<CallRequest> takeUnanswered() {
    List<CallRequest> waiting = new ArrayList<>();
    if (unanswered != null) {
      for (CallRequest.Unanswered each : unanswered) {
        CallRequest call = each.call();
        if (call != null) {
          waiting.add(call);
        }
      }
      unanswered = null;
    }
    return waiting;
  }
}
