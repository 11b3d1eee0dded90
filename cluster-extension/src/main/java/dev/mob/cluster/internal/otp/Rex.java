package dev.mob.cluster.internal.otp;

import dev.mob.process.Atom;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.List;
import java.util.function.Consumer;

/**
 * The server behind {@code rpc} of nodes that do not use spawn requests for it, and behind {@code
 * rpc:block_call} and {@code rpc:server_call}: OTP's {@code rex}. Calls only what was exposed.
 */
public final class Rex implements GenServer<Object> {
  public static final String NAME = "rex";

  private static final Atom REX = Atom.of("rex");
  private static final Atom CALL = Atom.of("call");
  private static final Atom BLOCK_CALL = Atom.of("block_call");
  private static final Atom CAST = Atom.of("cast");
  private static final Atom FEATURES_REQUEST = Atom.of("features_request");
  private static final Atom FEATURES_REPLY = Atom.of("features_reply");
  private static final Atom ERPC = Atom.of("erpc");
  private static final Atom BADRPC = Atom.of("badrpc");
  private static final Atom EXIT = Atom.of("EXIT");
  private static final Atom RETURN = Atom.of("return");

  private final Calls calls;

  /** How functions are called. */
  @FunctionalInterface
  public interface Calls {
    /**
     * Calls an exposed function.
     *
     * @param outcome told once, in {@code erpc}'s form
     */
    void call(
        Atom module, Atom function, List<Object> arguments, Pid caller, Consumer<Object> outcome);
  }

  public Rex(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Init<Object> init(Object argument, Self self) {
    return Init.ok(Atom.OK);
  }

  @Override
  public Next<Object> handleCall(Object request, From from, Object state, Self self) {
    if (isCall(request) && from.caller() != null) {
      apply((Tuple) request, from.caller(), from::reply);
      return Next.keep();
    }
    return Next.reply(NetKernel.NOT_SUPPORTED, state);
  }

  @Override
  public Next<Object> handleCast(Object message, Object state, Self self) {
    return Next.keep();
  }

  @Override
  public Next<Object> handleInfo(Object message, Object state, Self self) {
    if (message instanceof Tuple
        && ((Tuple) message).size() == 2
        && ((Tuple) message).get(0) instanceof Pid) {
      Pid from = (Pid) ((Tuple) message).get(0);
      Object request = ((Tuple) message).get(1);
      if (request.equals(FEATURES_REQUEST)) {
        self.send(from, Tuple.of(FEATURES_REPLY, self.pid().node(), List.of(ERPC)));
      } else if (isCall(request)) {
        apply((Tuple) request, from, value -> self.runtime().send(from, Tuple.of(REX, value)));
      }
    }
    return Next.keep();
  }

  /** {@code {call, Module, Function, Arguments, GroupLeader}}, and its kin. */
  private static boolean isCall(Object request) {
    if (!(request instanceof Tuple) || ((Tuple) request).size() != 5) {
      return false;
    }
    Tuple tuple = (Tuple) request;
    Object kind = tuple.get(0);
    return (kind.equals(CALL) || kind.equals(BLOCK_CALL) || kind.equals(CAST))
        && tuple.get(1) instanceof Atom
        && tuple.get(2) instanceof Atom
        && tuple.get(3) instanceof List;
  }

  @SuppressWarnings("unchecked")
  private void apply(Tuple request, Pid caller, Consumer<Object> reply) {
    calls.call(
        (Atom) request.get(1),
        (Atom) request.get(2),
        (List<Object>) request.get(3),
        caller,
        outcome -> reply.accept(valueOf((Tuple) outcome)));
  }

  /** What {@code rpc} gives for an outcome of {@code erpc}. */
  private static Object valueOf(Tuple outcome) {
    Object kind = outcome.get(1);
    if (kind.equals(RETURN)) {
      return outcome.get(2);
    }
    Object reason =
        kind.equals(Atom.ERROR) ? Tuple.of(outcome.get(2), outcome.get(3)) : outcome.get(2);
    return Tuple.of(BADRPC, Tuple.of(EXIT, reason));
  }
}
