package dev.mob.cluster;

import dev.mob.process.Atom;

/**
 * A connection for a piece of work: see {@link Cluster#visit}. The last visit to a node that is
 * closed ends the connection, when it was a visit that began it.
 */
public interface Visit extends AutoCloseable {

  /** The node that is visited. */
  Atom node();

  /** The work is done; what was sent is sent. Closing twice does nothing. */
  @Override
  void close();
}
