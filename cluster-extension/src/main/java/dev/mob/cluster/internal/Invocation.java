package dev.mob.cluster.internal;

import dev.mob.cluster.ExposedFunction;
import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessExit;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.List;

/**
 * One call of an exposed function by another node. Its process waits for {@link #GO}, calls the
 * function, keeps the outcome here for who watches the process, and ends normally.
 */
final class Invocation {
  static final Object GO = Atom.of("go");
  static final GenServer<Invocation> BEHAVIOUR = new Behaviour();

  private final Functions.Name name;
  private final List<Object> arguments;
  private final Pid caller;
  private final Object reference;
  private final Functions functions;
  private volatile Object outcome;

  /**
   * @param reference comes back in the outcome
   */
  Invocation(
      Functions.Name name,
      List<Object> arguments,
      Pid caller,
      Object reference,
      Functions functions) {
    this.name = name;
    this.arguments = arguments;
    this.caller = caller;
    this.reference = reference;
    this.functions = functions;
  }

  /** The outcome as {@code erpc} has it; this where the process ended without one. */
  Object outcomeOr(Object exitReason) {
    Object known = outcome;
    return known == null ? exitReason : known;
  }

  private void run(Self self) {
    ExposedFunction code = functions.find(name, caller.node());
    if (code == null) {
      functions.warnings().warn("{} called {}, which is not exposed to it", caller, name);
      outcome = Functions.undefined(reference, name, arguments);
      return;
    }
    try {
      outcome =
          Functions.returned(
              reference, code.call(arguments, new ExposedFunction.Caller(caller, self)));
    } catch (ProcessExit exit) {
      outcome = Functions.exited(reference, exit.reason().term());
    } catch (Exception | StackOverflowError | AssertionError e) {
      functions.warnings().warn("{}, called by {}, failed", name, caller, e);
      String message = e.getMessage() == null ? "" : e.getMessage();
      outcome =
          Functions.erred(
              reference, Tuple.of(Atom.ERROR, e.getClass().getName(), message), name, arguments);
    }
  }

  /** Runs the invocation that it is given. */
  private static final class Behaviour implements GenServer<Invocation> {
    @Override
    public Init<Invocation> init(Object argument, Self self) {
      return Init.ok((Invocation) argument);
    }

    @Override
    public Next<Invocation> handleInfo(Object message, Invocation invocation, Self self) {
      if (message.equals(GO)) {
        invocation.run(self);
      }
      return Next.stop(ExitReason.NORMAL, invocation);
    }
  }
}
