package dev.mob.cluster.internal.handover;

import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import dev.mob.process.Response;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a process that has moved becomes in its old place: hands on all that comes, in order, until
 * its time is over or the process has ended in its new place. It takes the place by a change of
 * code, so the mailbox is kept, and is handed on first.
 */
final class Forwarder implements GenServer<Object> {
  private static final Atom OVER = Atom.of("mob_forwarding_is_over");

  private final Pid to;
  private final Duration time;

  /** Comes after all that was in the mailbox at the time of the move. */
  record Begin(Ref move) {}

  Forwarder(Pid to, Duration time) {
    this.to = to;
    this.time = time;
  }

  @Override
  public Init<Object> init(Object argument, Self self) {
    throw new IllegalStateException("a forwarder takes the place of a process, it is not started");
  }

  @Override
  public Object codeChange(String fromVersion, Object state) {
    return to; // The state has moved; nothing of it is needed here.
  }

  @Override
  public Next<Object> handleCall(Object request, From from, Object state, Self self) {
    // The caller's own time-out counts; this one only keeps the request from staying for ever.
    self.sendRequest(to, request, from, Duration.ofNanos(TimeUnit.HOURS.toNanos(1)));
    return Next.keep();
  }

  @Override
  public Next<Object> handleCast(Object message, Object state, Self self) {
    self.cast(to, message);
    return Next.keep();
  }

  @Override
  public Next<Object> handleInfo(Object message, Object state, Self self) {
    if (message instanceof Response && ((Response) message).label() instanceof From) {
      Response response = (Response) message;
      if (response.isReply()) {
        ((From) response.label()).reply(response.reply());
      }
    } else if (message instanceof Begin) {
      self.monitor(to);
      self.sendAfter(time, self.pid(), OVER);
      self.cast(
          new ProcessName(Arrivals.NAME_ATOM, to.node()),
          Tuple.of(Arrivals.FLUSHED, ((Begin) message).move()));
    } else if (message instanceof Down && ((Down) message).process().equals(to)) {
      // A lost connection is no end: the process may well live, and be reached again.
      if (!((Down) message).reason().equals(ExitReason.NOCONNECTION)) {
        return Next.stop(ExitReason.NORMAL, state);
      }
    } else if (message.equals(OVER)) {
      return Next.stop(ExitReason.NORMAL, state);
    } else {
      self.send(to, message);
    }
    return Next.keep();
  }
}
