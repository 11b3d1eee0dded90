package dev.mob.cluster.internal.otp.global;

import dev.mob.process.Atom;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps partitions of the cluster from overlapping, OTP's {@code prevent_overlapping_partitions}: a
 * node that loses another tells all it knows; they let go of one of the two, so that all see the
 * same cluster.
 *
 * <pre>
 *  A loses B          A to all:   {lost_connection, A, Creation, Operation, B}
 *  C hears of it      C to all but A: the same, once; C to B: {remove_connection, C}
 *  B hears that       B lets go of C; neither tells of that loss
 * </pre>
 *
 * <p>Of the name server's process alone. Source: OTP's {@code global.erl}, {@code
 * inform_connection_loss} and {@code handle_info({lost_connection, ...})}.
 */
final class Partitions {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final boolean prevented;
  private final Neighbours neighbours;
  private final Meetings meetings;

  /** Connected nodes that are let go of, which is no loss to tell of. */
  private final Set<Atom> removing = new HashSet<>();

  /** The last loss that was heard of, by who lost whom. */
  private final Map<Tuple, Loss> lost = new HashMap<>();

  /** Tells this life of the name server from others: its operations count from one again. */
  private final long creation;

  private long operation;

  Partitions(boolean prevented, Neighbours neighbours, Meetings meetings) {
    this.prevented = prevented;
    this.neighbours = neighbours;
    this.meetings = meetings;
    long life = ThreadLocalRandom.current().nextLong(1L << 26);
    this.creation = (life << 32) + Integer.toUnsignedLong(neighbours.creation());
  }

  private record Loss(Object creation, long operation) {}

  /** A loss need not be remembered any longer. A message of the name server to itself. */
  record Outdated(Tuple who, Object loss) {}

  /** The node is up: what was let go of before is over. */
  void up(Atom node) {
    removing.remove(node);
  }

  /** The node is down, or one that others know cannot be reached. */
  void down(Atom node, Self self) {
    if (!removing.remove(node) && prevented && !neighbours.isLeaving()) {
      Atom own = self.pid().node();
      Atom kind = Atom.of("lost_connection");
      tellAllBut(node, Tuple.of(kind, own, creation, ++operation, node), self);
    }
    meetings.forget(node, self);
  }

  private void tellAllBut(Atom node, Tuple message, Self self) {
    for (Atom other : meetings.potentiallyKnown()) {
      if (!other.equals(node)) {
        neighbours.tell(self.pid(), other, message);
      }
    }
  }

  /** {@code {lost_connection, A, Creation, Operation, B}}: A has lost B. */
  void lost(Atom a, Tuple message, Self self) {
    Atom b = (Atom) message.get(4);
    if (!prevented) {
      return;
    }
    Tuple who = Tuple.of(a, b);
    Loss loss = new Loss(message.get(2), (Long) message.get(3));
    Loss before = lost.get(who);
    if (before != null
        && before.creation.equals(loss.creation)
        && loss.operation <= before.operation) {
      return; // It came by another way before.
    }
    tellAllBut(a, message, self);
    lost.put(who, loss);
    self.sendAfter(REMEMBERED, self.pid(), new Outdated(who, loss));
    Atom removed = b.equals(self.pid().node()) ? a : b;
    if (meetings.isPotentiallyKnown(removed)) {
      LOG.warn(
          "asks {} to let go of this node, for {} has lost {}: partitions must not overlap",
          removed.name(),
          a.name(),
          b.name());
      Tuple request = Tuple.of(Atom.of("remove_connection"), self.pid().node());
      neighbours.tell(self.pid(), removed, request);
      letGoOf(removed, self);
    }
  }

  /** {@code {remove_connection, Node}}. */
  void remove(Atom node, Self self) {
    if (meetings.isPotentiallyKnown(node)) {
      LOG.warn("lets go of {}, which asked for it: partitions must not overlap", node.name());
      letGoOf(node, self);
      neighbours.disconnect(node);
    }
  }

  private void letGoOf(Atom node, Self self) {
    if (neighbours.reaches(node)) {
      removing.add(node);
    }
    meetings.forget(node, self);
  }

  void outdated(Outdated message) {
    lost.remove(message.who(), message.loss());
  }
}
