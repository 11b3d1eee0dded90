package dev.mob.process.conformance;

import dev.mob.process.Event;
import dev.mob.process.ExitReason;
import dev.mob.process.GenStateMachine;
import dev.mob.process.Self;
import dev.mob.process.Transition;

/** A state machine with one function for all states; the counterpart of {@code machine.erl}. */
final class Machine implements GenStateMachine<Object> {
  @FunctionalInterface
  interface Handle {
    Transition<Object> handle(Event event, Object state, Object data, Self self) throws Exception;
  }

  private final Stage stage;
  private final Transition<Object> first;
  private final Handle handle;
  private final boolean enter;

  private Machine(Stage stage, Transition<Object> first, Handle handle, boolean enter) {
    this.stage = stage;
    this.first = first;
    this.handle = handle;
    this.enter = enter;
  }

  static Machine of(Stage stage, Transition<Object> first, Handle handle) {
    return new Machine(stage, first, handle, false);
  }

  /** The same, with state enter calls. */
  Machine entering() {
    return new Machine(stage, first, handle, true);
  }

  @Override
  public Transition<Object> init(Object argument, Self self) {
    return first;
  }

  @Override
  public boolean enter() {
    return enter;
  }

  @Override
  public Transition<Object> handleEvent(Event event, Object state, Object data, Self self)
      throws Exception {
    return handle.handle(event, state, data, self);
  }

  @Override
  public void terminate(ExitReason reason, Object data, Self self) {
    stage.note(dev.mob.process.Tuple.of("terminate", reason));
  }
}
