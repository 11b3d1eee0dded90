package dev.mob.cluster;

import dev.mob.process.Atom;
import dev.mob.process.ChildSpec;
import dev.mob.process.Pid;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Takes a process with its state, names and mailbox to another Java node, while others go on
 * sending to it. Both nodes need the code, a {@link Movable} of one kind.
 *
 * <pre>
 *  from                                         to
 *  the process stands still; its mailbox fills
 *  offer  id, kind, state, name, groups  ---->  is that kind taken from that node? is the name free?
 *                                        <----  ok
 *  start  id                             ---->  init(Moved): alive here from now on
 *                                        <----  its new pid
 *  the old pid forwards, first the mailbox
 *  flushed id                            ---->  it handles its first message
 *  global names and groups point to the new pid
 * </pre>
 *
 * <p><b>Exactly one is alive.</b> Until {@code start} has arrived nothing runs there, and any
 * failure lets the process go on where it was. When the answer to {@code start} does not come, the
 * process stands still until the other node says whether it has it; a node that was started anew
 * has not. Only when there is no word for as long as {@link Options#doubt} says does the process go
 * on where it was; should the other node turn out to have it too, that copy is ended as soon as the
 * two nodes meet. A process whose node is killed before {@code start} ends with its node, as any
 * process does.
 *
 * <p><b>Names.</b> A local name is registered there too, and stays with the old pid here for as
 * long as that forwards, so callers by either see no gap; global names and {@code pg} groups move.
 * Messages that were in the mailbox come before any others.
 */
public interface Handover {

  /** {@link #move(Pid, Atom, Options)} with {@link Options#STANDARD}. */
  default CompletableFuture<Pid> move(Pid process, Atom node) {
    return move(process, node, Options.STANDARD);
  }

  /**
   * Moves a process of this node. A child of a supervisor has to be transient or temporary: a
   * permanent one would be started again here when its forwarding ends.
   *
   * @return its new pid; fails with {@link MoveFailed}, and the process runs on here
   */
  CompletableFuture<Pid> move(Pid process, Atom node, Options options);

  /**
   * Takes processes of one kind from other nodes. Nothing else is taken.
   *
   * @param nodes from where; empty for all nodes of the cluster
   * @param start starts it below a supervisor, and may change its restart before: {@code
   *     context::supervise}, or a dynamic supervisor's {@code startChild}
   * @return ends it; what has come stays
   * @throws IllegalStateException when this kind is accepted already
   */
  Exposure accept(Movable<?> code, Set<Atom> nodes, Function<ChildSpec, Pid> start);

  /**
   * How a move is made.
   *
   * @param forwardFor how long the old pid forwards; then it ends normally
   * @param answer how long the other node may take to answer
   * @param doubt how long the process stands still, at most, when the other node may have it and
   *     cannot be asked
   */
  record Options(Duration forwardFor, Duration answer, Duration doubt) {
    /** Forwards for five minutes, waits ten seconds for an answer, doubts for 30 seconds. */
    public static final Options STANDARD =
        new Options(Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public Options {
      Objects.requireNonNull(forwardFor, "forwardFor");
      Objects.requireNonNull(answer, "answer");
      Objects.requireNonNull(doubt, "doubt");
    }

    public Options withForwardFor(Duration time) {
      return new Options(time, answer, doubt);
    }

    public Options withAnswer(Duration time) {
      return new Options(forwardFor, time, doubt);
    }

    public Options withDoubt(Duration time) {
      return new Options(forwardFor, answer, time);
    }
  }
}
