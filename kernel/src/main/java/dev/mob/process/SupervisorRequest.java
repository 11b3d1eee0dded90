package dev.mob.process;

/** What {@link Supervisor} and {@link DynamicSupervisor} ask of a running supervisor. */
public sealed interface SupervisorRequest {
  record StartChild(ChildSpec child) implements SupervisorRequest {}

  /** One of id and pid is null. */
  record TerminateChild(Object id, Pid pid) implements SupervisorRequest {}

  record RestartChild(Object id) implements SupervisorRequest {}

  record DeleteChild(Object id) implements SupervisorRequest {}

  record WhichChildren() implements SupervisorRequest {}

  record CountChildren() implements SupervisorRequest {}
}
