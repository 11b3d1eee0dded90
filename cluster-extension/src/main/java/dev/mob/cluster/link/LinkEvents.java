package dev.mob.cluster.link;

/** Who is told what happens on links. Called on each link's event loop; must not block. */
public interface LinkEvents {

  /** The peer has sent a signal. */
  void received(Link link, Signal signal);

  /**
   * The link has ended; nothing comes from it any more. Called once.
   *
   * @param reason why, for logs
   */
  void closed(Link link, String reason);
}
