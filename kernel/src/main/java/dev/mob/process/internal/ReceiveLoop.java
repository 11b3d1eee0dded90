package dev.mob.process.internal;

import dev.mob.process.Receive;

/** Drives a {@link Receive}. */
final class ReceiveLoop extends Loop {
  static final ReceiveLoop INSTANCE = new ReceiveLoop();

  @Override
  Start init(ProcessCell process, Object argument) throws Exception {
    process.state(((Receive<?>) process.behaviour()).init(argument, process));
    return Start.OK;
  }

  @Override
  @SuppressWarnings("unchecked")
  void handle(ProcessCell process, Message message) throws Exception {
    Object content = message.payload;
    CallRequest call = null;
    if (message instanceof CallRequest) {
      call = (CallRequest) message;
      content = call.asTuple();
    } else if (message instanceof Message.Cast) {
      content = ((Message.Cast) message).asTuple();
    }
    Receive<Object> behaviour = (Receive<Object>) process.behaviour();
    process.state(behaviour.receive(content, process.state(), process));
    if (call != null) {
      process.leaveUnanswered(call);
    }
  }
}
