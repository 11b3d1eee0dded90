package dev.mob.notify.internal;

import dev.mob.notify.PushResult;
import dev.mob.process.Address;
import dev.mob.process.Receive;
import dev.mob.process.Self;
import org.slf4j.Logger;

/**
 * Answers the platform when a message's time runs out, whatever holds up its handlers or the inbox:
 * a process of its own that never waits for anything. An app that overstays is ended by iOS.
 */
final class Watchman implements Receive<Object> {
  private final Address inbox;
  private final Logger log;

  /** The time of a window is over. */
  record TimeIsUp(OpenWindow window) {}

  Watchman(Address inbox, Logger log) {
    this.inbox = inbox;
    this.log = log;
  }

  @Override
  public Object receive(Object message, Object state, Self self) {
    if (!(message instanceof TimeIsUp)) {
      self.logUnexpected(message);
      return state;
    }
    OpenWindow window = ((TimeIsUp) message).window();
    if (window.finish(PushResult.FAILED)) {
      log.warn(
          "message {} was not handled in the {} that the platform gives; the platform was told that"
              + " it failed, and the handler goes on",
          window.message(),
          window.time());
      self.cast(inbox, new Inbox.Overdue());
    }
    return state;
  }
}
