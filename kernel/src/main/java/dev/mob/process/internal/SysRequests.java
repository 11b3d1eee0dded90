package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Behaviour;
import dev.mob.process.CallFailed;
import dev.mob.process.Child;
import dev.mob.process.CodeUpdate;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Sys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** {@link Sys}, by control signals that each process obeys in the order of its inbox. */
final class SysRequests implements Sys {
  /** When a process answers. */
  private enum Order {
    /** After the messages that came before; at once when it is suspended. */
    MAILBOX,
    /** As soon as it has finished its present message. */
    AT_ONCE
  }

  private final ProcessSystem system;

  SysRequests(ProcessSystem system) {
    this.system = system;
  }

  @Override
  public Object getState(Address process, Duration timeout) {
    return ask(process, timeout, Order.MAILBOX, target -> target.loop().visibleState(target));
  }

  @Override
  public Object replaceState(Address process, UnaryOperator<Object> change, Duration timeout) {
    return ask(
        process,
        timeout,
        Order.MAILBOX,
        target -> {
          Object next = change.apply(target.loop().visibleState(target));
          target.loop().replaceVisibleState(target, next);
          return next;
        });
  }

  @Override
  public void suspend(Address process, Duration timeout) {
    ask(
        process,
        timeout,
        Order.AT_ONCE,
        target -> {
          target.extras().suspended = true;
          return null;
        });
  }

  @Override
  public void resume(Address process, Duration timeout) {
    ask(
        process,
        timeout,
        Order.AT_ONCE,
        target -> {
          target.extras().suspended = false;
          return null;
        });
  }

  @Override
  public void changeCode(Address process, Behaviour<?> code, String fromVersion, Duration timeout) {
    ask(
        process,
        timeout,
        Order.AT_ONCE,
        target -> {
          if (Loop.of(code) != target.loop()) {
            throw new IllegalArgumentException(
                code.getClass().getName()
                    + " is another kind of behaviour than "
                    + target.behaviour().getClass().getName());
          }
          try {
            target.loop().changeCode(target, code, fromVersion);
            return null;
          } catch (Exception refused) {
            throw new CodeChangeFailed(target, code.getClass().getName(), refused);
          }
        });
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Child> children(Address supervisor, Duration timeout) {
    return (List<Child>)
        ask(
            supervisor,
            timeout,
            Order.AT_ONCE,
            target -> {
              List<Child> children = new ArrayList<>();
              for (Supervised child : Supervision.children(target)) {
                children.add(child.shown());
              }
              return children;
            });
  }

  @Override
  public CodeUpdate beginUpdate(Pid leader, Predicate<Behaviour<?>> code) {
    return new GroupUpdate(system, (ProcessCell) leader, code);
  }

  @Override
  public Behaviour<?> behaviour(Pid process) {
    return system.isAlive(process) ? ((ProcessCell) process).behaviour() : null;
  }

  @Override
  public AutoCloseable trace(Pid process, Consumer<TraceEvent> listener) {
    setTrace(process, listener);
    return () -> {
      if (system.isAlive(process)) {
        setTrace(process, null);
      }
    };
  }

  private void setTrace(Pid process, Consumer<TraceEvent> listener) {
    ask(
        process,
        dev.mob.process.ProcessRuntime.CALL_TIMEOUT,
        Order.AT_ONCE,
        target -> {
          target.extras().trace = listener;
          return null;
        });
  }

  /** Ends a process in order: its code's {@code terminate} runs. */
  void stop(Address process, ExitReason reason, Duration timeout) {
    ExitReason ended =
        (ExitReason) stopAndAwait(process, timeout, target -> stopIn(target, reason));
    if (!ended.equals(reason)) {
      throw new CallFailed(process, ended);
    }
  }

  private static void stopIn(ProcessCell target, ExitReason reason) {
    if (target.behaviour() instanceof StopsInOrder) {
      ((StopsInOrder) target.behaviour()).stop(target, reason);
    } else {
      target.end(reason, true, null);
    }
  }

  private Object stopAndAwait(Address process, Duration timeout, Consumer<ProcessCell> action) {
    CallRequest done = new CallRequest(process, null, null);
    dev.mob.process.Ref monitor = system.monitor(process, down -> done.reply(down.reason()));
    try {
      ask(
          process,
          timeout,
          Order.MAILBOX,
          target -> {
            action.accept(target);
            return null;
          });
    } catch (CallFailed failed) {
      if (failed.reason().equals(ExitReason.TIMEOUT)) {
        system.demonitor(monitor);
        throw failed;
      }
    }
    return await(done, process, timeout);
  }

  private Object ask(
      Address process, Duration timeout, Order order, Function<ProcessCell, Object> question) {
    CallRequest answer = new CallRequest(process, null, null);
    ProcessCell target = system.local(process);
    if (target == null) {
      throw new CallFailed(process, ExitReason.NOPROC);
    }
    if (target == system.scheduler.current()) {
      return question.apply(target);
    }
    Control.Run.Action action =
        new Control.Run.Action() {
          @Override
          public void run(ProcessCell receiver) {
            try {
              answer.reply(new Answer(question.apply(receiver), null));
            } catch (RuntimeException thrown) {
              answer.reply(new Answer(null, thrown));
            }
          }

          @Override
          public void undeliverable(ExitReason reason) {
            answer.fail(reason);
          }
        };
    Extras extras = target.extras;
    boolean inOrder = order == Order.MAILBOX && (extras == null || !extras.suspended);
    target.push(inOrder ? new Message.Ordered(action) : new Control.Run(action));
    Answer given = (Answer) await(answer, process, timeout);
    if (given.thrown != null) {
      throw given.thrown;
    }
    return given.value;
  }

  private Object await(CallRequest answer, Address process, Duration timeout) {
    if (!answer.isDone()) {
      system.scheduler.await(answer, system.scheduler.current(), Durations.nanos(timeout));
    }
    if (!answer.isDone()) {
      answer.fail(ExitReason.TIMEOUT);
    }
    if (answer.failure() != null) {
      throw new CallFailed(process, answer.failure());
    }
    return answer.result();
  }

  private static final class Answer {
    final Object value;
    final RuntimeException thrown;

    Answer(Object value, RuntimeException thrown) {
      this.value = value;
      this.thrown = thrown;
    }
  }
}
