package dev.mob.notify.internal;

import dev.mob.notify.Filter;
import dev.mob.notify.Notification;
import dev.mob.notify.NotificationHandler;
import dev.mob.notify.PushResult;
import dev.mob.process.Address;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import org.slf4j.Logger;

/**
 * The process of a subscription that is a function; subscribes itself each time it starts. What the
 * function throws is an answer: there is no state that a restart would mend, and a few messages
 * that it cannot handle must not exhaust anybody's restarts.
 */
final class HandlerServer implements GenServer<Object> {
  private final String name;
  private final Filter filter;
  private final NotificationHandler handler;
  private final Address inbox;
  private final Logger log;

  HandlerServer(
      String name, Filter filter, NotificationHandler handler, Address inbox, Logger log) {
    this.name = name;
    this.filter = filter;
    this.handler = handler;
    this.inbox = inbox;
    this.log = log;
  }

  @Override
  public Init<Object> init(Object argument, Self self) {
    return Init.<Object>ok(name).continueWith("subscribe");
  }

  @Override
  public Next<Object> handleContinue(Object term, Object state, Self self) {
    self.call(inbox, new Inbox.Subscribe(name, self.pid(), filter));
    return Next.keep();
  }

  @Override
  public Next<Object> handleCall(Object request, From from, Object state, Self self) {
    Notification notification = (Notification) request;
    PushResult result;
    try {
      result = handler.handle(notification, self);
    } catch (Exception e) {
      log.error("handler {} failed at {}", name, notification, e);
      result = PushResult.FAILED;
    }
    return Next.reply(result, state);
  }
}
