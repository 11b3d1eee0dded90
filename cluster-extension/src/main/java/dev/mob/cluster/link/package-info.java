/**
 * One link to another node after the handshake: frames, the distribution header with its atom
 * cache, fragments, ticks, and the signals that travel.
 *
 * <p>A {@link dev.mob.cluster.link.Link} is one TCP connection. Signals that are sent are encoded
 * by the sending thread and written in batches by the link's event loop; signals that come in are
 * decoded there and handed to {@link dev.mob.cluster.link.LinkEvents}.
 *
 * <p>Source: ERTS User's Guide, "Distribution Protocol" and "External Term Format".
 */
package dev.mob.cluster.link;
