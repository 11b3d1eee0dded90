package dev.mob.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One replacement of the code of all processes of a group, while they live: what a hot update does
 * to processes. OTP's {@code sys:suspend}, {@code code_change} and {@code resume} for a whole
 * application at once, all or nothing.
 *
 * <p>The order is {@link #quiesce}, {@link #prepare}, {@link #commit}, {@link #close}. Until {@code
 * commit} nothing of the processes has changed, and {@code close} lets them go on as they were;
 * {@code commit} runs no code of the group's and does not fail. Pids, names, links, monitors,
 * timers, aliases and mailboxes stay; messages that come meanwhile wait; exit signals, too.
 *
 * <p>Used by one thread at a time, which is none of the runtime's; {@link #close} may be called by
 * another one that gives up a {@code prepare} which does not return. Made by {@link
 * Sys#beginUpdate}; used once.
 */
public interface CodeUpdate extends AutoCloseable {

  /**
   * Takes every process of the group off the workers once it has handled its present message. One
   * that waits in a call to another of them gets its answer first.
   *
   * @return how many processes rest
   * @throws NotAtRest when some did not come to rest in time; nothing has changed
   */
  int quiesce(Duration limit);

  /**
   * Works out, for each process, the new code, the state for it, the messages that wait and the
   * specifications of its children. Changes nothing; runs {@link Behaviour#exportState} of the old
   * and {@link Behaviour#codeChange} of the new code on the calling thread.
   *
   * @throws Sys.CodeChangeFailed when one of the two threw, or something cannot be carried over
   */
  void prepare(NewCode code);

  /**
   * Like {@link #prepare}, but back to how the processes were when an earlier update took them:
   * each goes on with the state that it had then. A process that has crashed since is started again
   * with that state when its supervisor restarts it; those that are new keep the state they have.
   */
  void prepareReturn(NewCode code, CodeUpdate earlier);

  /** Binds the processes to what was prepared. */
  void commit();

  /**
   * Children of static supervisors, below those that {@link NewCode#children} says, that the new
   * code declares and the old did not; by their supervisors. They do not run yet.
   */
  Map<Pid, List<ChildSpec>> added();

  /** Children that the old code declared and the new one does not; they run the old code. */
  Map<Pid, Set<Object>> dropped();

  /**
   * After a commit: has an action told, once, of the first process of the group whose code crashes
   * from now on. It runs on a worker and must not block. The group's supervisors are stopped at
   * that moment, so that nothing is restarted before the action's author decides: {@link
   * #prepareReturn} of another update, or {@link #accept}.
   */
  void watch(BiConsumer<Pid, ExitReason> crashed);

  /**
   * Ends the watch, lets supervisors go on that it has stopped, and forgets the old states and
   * code: also the workers' threads are replaced, for what that has left in their thread-locals.
   */
  void accept();

  /** Lets the processes go on. Idempotent. */
  @Override
  void close();

  /** What is known of the new code. */
  interface NewCode {

    /** The version of the code that is replaced. */
    String fromVersion();

    /** The children directly below the group's leader, as the new code declares them, by id. */
    Map<Object, ChildSpec> children();

    /** The ids of children below the leader that are to end after the update. */
    Set<Object> ending();

    /**
     * The new code for a process that no specification of the new code is about; the same object
     * when it is none of the code that is replaced.
     *
     * @throws Exception when there is none; the message says why and how to mend it
     */
    Behaviour<?> behaviour(Behaviour<?> old) throws Exception;

    /**
     * A value of the old code's as the new code knows it; the same object where nothing has to
     * change.
     *
     * @param what names the value in the message of an exception
     * @throws Exception when it cannot be carried over; the message says why and how to mend it
     */
    Object carry(Object value, String what) throws Exception;
  }

  /** Some processes did not come to rest. */
  final class NotAtRest extends RuntimeException {
    public NotAtRest(String message) {
      super(message);
    }
  }
}
