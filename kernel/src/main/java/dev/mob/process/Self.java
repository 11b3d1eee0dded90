package dev.mob.process;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A process as it sees itself: everything that a behaviour may do. Valid only inside the callbacks
 * of that process; other threads use {@link ProcessRuntime}.
 */
@ProviderType
public interface Self {

  /** The name of this process. */
  Pid pid();

  /** The runtime that this process lives in. */
  ProcessRuntime runtime();

  /** The process that spawned this one; {@code null} when a plain thread did. */
  Pid parent();

  /**
   * The process that leads the group to which this one belongs, inherited from the parent: for the
   * processes of an extension, the extension's supervisor (OTP's group leader and application
   * master).
   */
  Pid groupLeader();

  /** Sends a message. Never fails and never blocks; order is kept between two processes. */
  void send(Address to, Object message);

  /** Sends a message that wants no reply to a {@link GenServer} or {@link GenStateMachine}. */
  void cast(Address to, Object message);

  /**
   * Calls and waits, with OTP's five seconds as time-out.
   *
   * @see #call(Address, Object, Duration)
   */
  Object call(Address to, Object request);

  /**
   * Calls and waits for the reply. The worker that runs this process is replaced by a spare one
   * while it waits; prefer {@link #sendRequest} where many processes wait at once.
   *
   * @return the reply
   * @throws CallFailed when there is no such process, it ends first, or the time passes
   */
  Object call(Address to, Object request, Duration timeout);

  /**
   * Calls without waiting: OTP's {@code gen_server:send_request/4}. The outcome comes to this
   * process as one {@link Response} message.
   *
   * @param label comes back in the response; say what the request was for
   * @param timeout after this a response with {@code timeout} comes; {@code null} for no limit
   * @return names the request
   */
  Ref sendRequest(Address to, Object request, Object label, Duration timeout);

  /**
   * Sends a message after a delay: {@code erlang:send_after/3}.
   *
   * @return names the timer, for {@link #cancelTimer}
   */
  Ref sendAfter(Duration delay, Address to, Object message);

  /**
   * Stops a timer.
   *
   * @return the milliseconds that were left; -1 when the timer has fired or is unknown
   */
  long cancelTimer(Ref timer);

  /** Spawns a process and returns at once; its {@code init} has not run yet. */
  <S> Pid spawn(Behaviour<S> behaviour, Object argument);

  /** Spawns a process with options and returns at once. */
  <S> Pid spawn(Behaviour<S> behaviour, Object argument, SpawnOptions options);

  /** Spawns a process that is linked to this one, and returns at once. */
  <S> Pid spawnLink(Behaviour<S> behaviour, Object argument);

  /** Links this process and the other: when one ends, the other gets an exit signal. */
  void link(Pid other);

  /** Removes the link from both sides; after this no exit signal comes from it. */
  void unlink(Pid other);

  /**
   * Watches a process: one {@link Down} comes when it ends, or at once when it is not there.
   *
   * @return names the monitor, for {@link #demonitor}
   */
  Ref monitor(Address target);

  /**
   * Ends a monitor and removes its {@link Down} from the mailbox if it is there already (OTP's
   * {@code demonitor(Ref, [flush])}).
   *
   * @return false when there was no such monitor, or its message had been handled
   */
  boolean demonitor(Ref monitor);

  /**
   * With true, exit signals become {@link Exit} messages, except {@code kill}.
   *
   * @return what it was before
   */
  boolean trapExit(boolean trap);

  /** Ends this process with this reason: {@code exit/1}. Never returns. */
  ProcessExit exit(ExitReason reason);

  /** Sends an exit signal to another process: {@code exit/2}. */
  void exit(Pid other, ExitReason reason);

  /**
   * Registers this process under a name.
   *
   * @throws IllegalStateException when the name is taken
   */
  void register(String name);

  /** Gives up a name of this process. */
  void unregister(String name);

  /**
   * Makes an alias: a reference that others can send to until {@link #unalias}.
   *
   * @see Ref
   */
  Ref alias();

  /**
   * Ends an alias; messages that are sent to it from now on are dropped.
   *
   * @return false when it was not an alias of this process
   */
  boolean unalias(Ref alias);

  /** Logs a message that no callback expects, as OTP does: with this process's name. */
  void logUnexpected(Object message);
}
