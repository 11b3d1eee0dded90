package dev.mob.process.internal;

import dev.mob.process.Behaviour;
import dev.mob.process.CodeUpdate.NewCode;
import dev.mob.process.ExitReason;
import dev.mob.process.GenServer;
import dev.mob.process.GenStateMachine;

/** How the runtime drives one kind of behaviour; holds nothing of any process. */
abstract class Loop {

  static Loop of(Behaviour<?> behaviour) {
    if (behaviour instanceof GenServer) {
      return ServerLoop.INSTANCE;
    }
    return behaviour instanceof GenStateMachine ? MachineLoop.INSTANCE : ReceiveLoop.INSTANCE;
  }

  /** Runs {@code init}; leaves the state in the process. Returns how the start ended. */
  abstract Start init(ProcessCell process, Object argument) throws Exception;

  /** Runs what {@code init} left to do, after the start has been acknowledged. */
  void started(ProcessCell process, Start start) throws Exception {}

  /** Handles one message. */
  abstract void handle(ProcessCell process, Message message) throws Exception;

  void terminate(ProcessCell process, ExitReason reason) throws Exception {
    code(process).terminate(reason, process.state(), process);
  }

  /** The state as the behaviour knows it. */
  Object visibleState(ProcessCell process) {
    return process.state();
  }

  void replaceVisibleState(ProcessCell process, Object state) {
    process.state(state);
  }

  /** The state as its behaviour lets it be shown. */
  Object shownState(ProcessCell process) {
    return code(process).formatState(process.state());
  }

  /** Gives the process new code, with the state that the new code makes of the old one. */
  void changeCode(ProcessCell process, Behaviour<?> code, String fromVersion) throws Exception {
    @SuppressWarnings("unchecked")
    Behaviour<Object> next = (Behaviour<Object>) code;
    Object migrated = next.codeChange(fromVersion, process.state());
    process.behaviour(code);
    process.state(migrated);
  }

  /**
   * What the runtime keeps for the process as its state, as new code knows it; changes nothing. The
   * process is held.
   */
  Object carried(ProcessCell process, Behaviour<?> code, NewCode update) throws Exception {
    @SuppressWarnings("unchecked")
    Behaviour<Object> next = (Behaviour<Object>) code;
    Object exported = code(process).exportState(process.state());
    return next.codeChange(update.fromVersion(), update.carry(exported, "its state"));
  }

  /**
   * Like {@link #carried}, but with the behaviour's state as it was before.
   *
   * @param before what {@link ProcessCell#state()} was
   */
  Object carriedBack(ProcessCell process, Object before, NewCode update) throws Exception {
    return update.carry(before, "its state");
  }

  /** Binds the process to new code and what {@link #carried} gave for it. */
  void bind(ProcessCell process, Behaviour<?> code, Object state) {
    process.behaviour(code);
    process.state(state);
  }

  /** After {@code init}: puts this in place of the state that it made. */
  void restore(ProcessCell process, Object before) {
    process.state(before);
  }

  @SuppressWarnings("unchecked")
  static Behaviour<Object> code(ProcessCell process) {
    return (Behaviour<Object>) process.behaviour();
  }

  /** How {@code init} ended. */
  static final class Start {
    static final Start OK = new Start(null, false, null);
    static final Start IGNORE = new Start(null, true, null);

    final ExitReason stop;
    final boolean ignore;

    /** What {@code init} returned, for {@link #started}. */
    final Object more;

    private Start(ExitReason stop, boolean ignore, Object more) {
      this.stop = stop;
      this.ignore = ignore;
      this.more = more;
    }

    static Start stop(ExitReason reason) {
      return new Start(reason, false, null);
    }

    static Start okThen(Object more) {
      return new Start(null, false, more);
    }
  }
}
