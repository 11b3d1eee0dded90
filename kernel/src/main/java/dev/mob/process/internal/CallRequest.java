package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Response;
import dev.mob.process.Tuple;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * A call: the message to the callee, the caller's handle and the place for the outcome, in one
 * object.
 *
 * <p>The outcome is set once. Whoever comes later, a second reply, a reply after the time-out, or
 * the callee's end, changes nothing; that is what makes the call an alias in OTP's sense. No
 * monitor is needed: a callee that ends fails the calls in its inbox, the one it handles, and those
 * it has taken and not answered.
 */
class CallRequest extends Message implements From {
  static final Atom TAG = Atom.of("$gen_call");

  private static final AtomicReferenceFieldUpdater<CallRequest, Object> OUTCOME =
      AtomicReferenceFieldUpdater.newUpdater(CallRequest.class, Object.class, "outcome");
  private static final Object NULL = new Object();

  /**
   * The callee's note of a call that it has taken and not answered. Emptied when the call is done,
   * so that the callee holds on to neither the request nor the caller's thread.
   */
  static final class Unanswered {
    private volatile CallRequest call;

    CallRequest call() {
      return call;
    }
  }

  /** Marks an outcome that is a failure. */
  private static final class Failure {
    final ExitReason reason;

    Failure(ExitReason reason) {
      this.reason = reason;
    }
  }

  final Address callee;
  private final Pid caller;
  private volatile Object outcome;
  private volatile Thread waiter;
  private volatile Unanswered unanswered;
  private Runnable onDone;

  CallRequest(Address callee, Object request, Pid caller) {
    super(request);
    this.callee = callee;
    this.caller = caller;
  }

  @Override
  public Pid caller() {
    return caller;
  }

  @Override
  public final void reply(Object reply) {
    complete(reply == null ? NULL : reply);
  }

  final boolean fail(ExitReason reason) {
    return complete(new Failure(reason));
  }

  private boolean complete(Object value) {
    if (outcome != null || !OUTCOME.compareAndSet(this, null, value)) {
      return false;
    }
    Unanswered note = unanswered;
    if (note != null) {
      note.call = null;
    }
    if (onDone != null) {
      onDone.run();
    }
    completed();
    return true;
  }

  /** Tells the caller. */
  void completed() {
    Thread thread = waiter;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** Runs this once there is an outcome; to be set before the call is sent. */
  final void onDone(Runnable action) {
    onDone = action;
  }

  final void waiter(Thread thread) {
    waiter = thread;
  }

  /** By the callee: makes its note of this call. */
  final Unanswered unanswered() {
    Unanswered note = new Unanswered();
    note.call = this;
    unanswered = note;
    if (isDone()) {
      note.call = null;
    }
    return note;
  }

  final boolean isDone() {
    return outcome != null;
  }

  /** The reply, once {@link #isDone()} and not failed. */
  final Object result() {
    Object value = outcome;
    return value == NULL ? null : value;
  }

  /** Why there is no reply; {@code null} when there is one. */
  final ExitReason failure() {
    Object value = outcome;
    return value instanceof Failure ? ((Failure) value).reason : null;
  }

  Object asTuple() {
    return Tuple.of(TAG, this, payload);
  }

  @Override
  void undeliverable(ProcessCell dead, ExitReason reason) {
    fail(reason);
  }

  /** A call whose outcome comes to the caller as a {@link Response} message. */
  static final class Async extends CallRequest {
    private final ProcessCell caller;
    private final Ref ref;
    private final Object label;
    volatile Timers.Timer timer;

    Async(Address callee, Object request, ProcessCell caller, Ref ref, Object label) {
      super(callee, request, caller);
      this.caller = caller;
      this.ref = ref;
      this.label = label;
    }

    @Override
    void completed() {
      Timers.Timer set = timer;
      if (set != null) {
        caller.system.timers.cancel(set);
      }
      ExitReason failure = failure();
      caller.push(
          new SystemMessage(new Response(ref, label, failure == null ? result() : null, failure)));
    }
  }
}
