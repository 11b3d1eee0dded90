package dev.mob.cluster.link;

import dev.mob.cluster.handshake.Handshake;
import dev.mob.cluster.handshake.HandshakeFailed;
import io.netty.channel.Channel;

/** Who is told how a handshake ends. Called on the channel's event loop; must not block. */
public interface HandshakeEvents {

  /**
   * It ended well.
   *
   * @return the link to put in its place; {@code null} when it is not wanted any more
   */
  Link succeeded(Handshake handshake, Channel channel);

  /** It failed, and the channel is about to be closed. Called once, instead of the other. */
  void failed(Handshake handshake, Channel channel, HandshakeFailed cause);
}
