/**
 * The handshake that makes two nodes a link: version 6 of the Erlang distribution protocol.
 *
 * <p>{@link dev.mob.cluster.handshake.Handshake} is a state machine without input or output; {@link
 * dev.mob.cluster.link} gives it a socket.
 *
 * <p>Source: ERTS User's Guide, "Distribution Protocol", section "Distribution Handshake".
 */
package dev.mob.cluster.handshake;
