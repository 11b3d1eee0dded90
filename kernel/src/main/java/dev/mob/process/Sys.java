package dev.mob.process;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks into processes and changes their code while they run: OTP's {@code sys}. Reached by {@link
 * ProcessRuntime#sys()}. Each request takes its turn in the process's mailbox order and waits for
 * it.
 */
@ProviderType
public interface Sys {

  /**
   * The state of a process, as it is.
   *
   * @throws CallFailed when there is no such process, or it takes too long
   */
  Object getState(Address process, Duration timeout);

  /** Replaces the state of a process and returns the new one. */
  Object replaceState(
      Address process, java.util.function.UnaryOperator<Object> change, Duration timeout);

  /**
   * Stops a process after its current message; its mailbox keeps filling. Exit signals are still
   * obeyed.
   */
  void suspend(Address process, Duration timeout);

  /** Lets a suspended process go on. */
  void resume(Address process, Duration timeout);

  /**
   * Gives a suspended process new code: runs the new code's {@link Behaviour#codeChange} on the
   * state and binds the process to it. Pid, names, links, monitors, timers and mailbox stay.
   *
   * @throws CodeChangeFailed when {@code codeChange} threw; the process keeps its old code and
   *     state
   */
  void changeCode(Address process, Behaviour<?> code, String fromVersion, Duration timeout);

  /**
   * Begins to replace the code of a whole group of processes: those that {@code leader} leads,
   * itself included, with those that lead groups below it, and any other that runs code of the same
   * kind.
   *
   * @param code tells the code that is replaced from all other
   */
  CodeUpdate beginUpdate(Pid leader, Predicate<Behaviour<?>> code);

  /**
   * The children of a supervisor, of either kind: as {@code which_children}, but answered at once,
   * also by one that is suspended.
   */
  List<Child> children(Address supervisor, Duration timeout);

  /** The code that a process runs; {@code null} when there is no such process. */
  Behaviour<?> behaviour(Pid process);

  /**
   * Shows what one process does, line by line, until the returned handle is closed. The listener
   * runs on the process's worker and must not block.
   */
  AutoCloseable trace(Pid process, Consumer<TraceEvent> listener);

  /**
   * One thing that a traced process did.
   *
   * @param what {@code receive}, {@code send}, {@code exit}, {@code state}
   * @param detail the message, reason or state
   */
  record TraceEvent(Pid process, String what, Object detail, Address peer) {}

  /** The new code refused the old state. */
  final class CodeChangeFailed extends RuntimeException {
    public CodeChangeFailed(Pid process, String behaviour, Throwable cause) {
      super(process + " keeps its code: " + behaviour + ".codeChange failed: " + cause, cause);
    }

    /**
     * @param what what could not be done, naming the process
     */
    public CodeChangeFailed(String what, Throwable cause) {
      super(what, cause);
    }
  }
}
