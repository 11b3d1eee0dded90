package dev.mob.cluster.link;

/** A frame or a control message that is not what the protocol has. The link is closed. */
public final class MalformedSignal extends RuntimeException {
  MalformedSignal(String message) {
    super(message);
  }
}
