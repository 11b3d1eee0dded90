package dev.mob.cluster.internal;

import dev.mob.cluster.ExposedFunction;
import dev.mob.cluster.Exposure;
import dev.mob.cluster.RemoteCallFailed;
import dev.mob.cluster.link.Occasional;
import dev.mob.cluster.link.Signal;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of functions between nodes, as OTP's {@code erpc} makes them: a spawn request of {@code
 * erpc:execute_call/4} with a monitor, whose exit reason carries the value.
 *
 * <p>From outside nothing can be called but what was exposed. A call of anything else ends as that
 * of a function that does not exist ({@code undef}); a spawn request that is no call is refused
 * with {@code notsup}.
 */
final class Functions {
  private static final Logger LOG = LoggerFactory.getLogger(Functions.class);

  private static final Atom ERPC = Atom.of("erpc");
  private static final Atom EXECUTE_CALL = Atom.of("execute_call");
  private static final Atom EXECUTE_CAST = Atom.of("execute_cast");
  private static final Atom MONITOR = Atom.of("monitor");
  private static final Atom REPLY = Atom.of("reply");
  private static final Atom RETURN = Atom.of("return");
  private static final Atom THROW = Atom.of("throw");
  private static final Atom EXIT = Atom.of("exit");
  private static final Atom UNDEF = Atom.of("undef");
  private static final Atom NOTSUP = Atom.of("notsup");

  /** A function by its name. */
  record Name(Atom module, Atom function, int arity) {
    @Override
    public String toString() {
      return module + ":" + function + "/" + arity;
    }
  }

  private record Exposed(ExposedFunction code, Set<Atom> nodes) {}

  private final Occasional warnings = new Occasional(LOG);
  private final ProcessRuntime runtime;
  private final Map<Name, Exposed> exposed = new ConcurrentHashMap<>();
  private final Map<Ref, CompletableFuture<Object>> calls = new ConcurrentHashMap<>();

  Functions(ProcessRuntime runtime) {
    this.runtime = runtime;
  }

  Exposure expose(Name name, Set<Atom> nodes, ExposedFunction code) {
    Exposed added = new Exposed(code, Set.copyOf(nodes));
    if (exposed.putIfAbsent(name, added) != null) {
      throw new IllegalStateException(
          name + " is exposed already; end that first, or choose another name");
    }
    return () -> exposed.remove(name, added);
  }

  /** Where others cause warnings. */
  Occasional warnings() {
    return warnings;
  }

  /** The function, if this node may call it; {@code null} otherwise. */
  ExposedFunction find(Name name, Atom node) {
    Exposed found = exposed.get(name);
    return found != null && (found.nodes().isEmpty() || found.nodes().contains(node))
        ? found.code()
        : null;
  }

  // From other nodes.

  /** Another node asks for a process. */
  void requested(Signal.SpawnRequest request, Connection connection) {
    boolean call = isErpc(request, EXECUTE_CALL, 4);
    if (!call && !isErpc(request, EXECUTE_CAST, 3)) {
      warnings.warn(
          "refused a spawn of {}:{}/{} by {}",
          request.module(),
          request.function(),
          request.arity(),
          request.from());
      answer(request, connection, 0, NOTSUP);
      return;
    }
    List<Object> arguments = request.arguments();
    int first = call ? 1 : 0;
    Object reference = call ? arguments.get(0) : null;
    Object module = arguments.get(first);
    Object function = arguments.get(first + 1);
    Object list = arguments.get(first + 2);
    if (!(module instanceof Atom && function instanceof Atom && list instanceof List)) {
      answer(request, connection, 0, Atom.of("badarg"));
      return;
    }
    @SuppressWarnings("unchecked")
    List<Object> passed = (List<Object>) list;
    Name name = new Name((Atom) module, (Atom) function, passed.size());
    Object tag = reference == null ? Atom.UNDEFINED : reference;
    run(request, connection, new Invocation(name, passed, request.from(), tag, this));
  }

  /**
   * Calls an exposed function in a process of its own.
   *
   * @param outcome told the outcome, as {@code erpc} has it, once
   */
  void call(
      Atom module, Atom function, List<Object> arguments, Pid caller, Consumer<Object> outcome) {
    Name name = new Name(module, function, arguments.size());
    Invocation invocation = new Invocation(name, arguments, caller, Atom.UNDEFINED, this);
    Pid process = runtime.spawn(Invocation.BEHAVIOUR, invocation);
    runtime.monitor(
        process,
        down -> outcome.accept(invocation.outcomeOr(exited(Atom.UNDEFINED, down.reason().term()))));
    runtime.send(process, Invocation.GO);
  }

  private static boolean isErpc(Signal.SpawnRequest request, Atom function, int arity) {
    return request.module().equals(ERPC)
        && request.function().equals(function)
        && request.arity() == arity
        && request.arguments().size() == arity;
  }

  private void run(Signal.SpawnRequest request, Connection connection, Invocation invocation) {
    boolean monitored = hasOption(request, MONITOR);
    Pid process = runtime.spawn(Invocation.BEHAVIOUR, invocation);
    // The answer leaves before the process may run: its end must not come first.
    answer(request, connection, monitored ? Signal.SpawnReply.MONITORED : 0, process);
    if (monitored) {
      runtime.monitor(
          process,
          down ->
              connection.send(
                  new Signal.MonitorDown(
                      process,
                      request.from(),
                      request.id(),
                      invocation.outcomeOr(down.reason().term()))));
    }
    runtime.send(process, Invocation.GO);
  }

  private static boolean hasOption(Signal.SpawnRequest request, Atom option) {
    for (Object each : request.options()) {
      if (option.equals(each) || (each instanceof Tuple && ((Tuple) each).isTagged(option, 2))) {
        return true;
      }
    }
    return false;
  }

  private static void answer(
      Signal.SpawnRequest request, Connection connection, int flags, Object result) {
    Object wanted = Atom.of("yes");
    for (Object each : request.options()) {
      if (each instanceof Tuple && ((Tuple) each).isTagged(REPLY, 2)) {
        wanted = ((Tuple) each).get(1);
      }
    }
    boolean succeeded = result instanceof Pid;
    boolean tell =
        wanted.equals(Atom.of("yes"))
            || wanted.equals(Atom.of(succeeded ? "success_only" : "error_only"));
    if (tell) {
      connection.send(new Signal.SpawnReply(request.id(), request.from(), flags, result));
    }
  }

  /** What an exposed function gives, in {@code erpc}'s form. */
  static Object returned(Object reference, Object value) {
    return Tuple.of(reference, RETURN, value);
  }

  static Object exited(Object reference, Object reason) {
    return Tuple.of(reference, EXIT, reason);
  }

  static Object erred(Object reference, Object reason, Name name, List<Object> arguments) {
    List<Object> frames = List.of(Tuple.of(name.module(), name.function(), arguments, List.of()));
    return Tuple.of(reference, Atom.ERROR, reason, frames);
  }

  static Object undefined(Object reference, Name name, List<Object> arguments) {
    return erred(reference, UNDEF, name, arguments);
  }

  // To other nodes.

  /** Registers a call of ours; completes when it ends. */
  CompletableFuture<Object> called(Ref id) {
    CompletableFuture<Object> outcome = new CompletableFuture<>();
    calls.put(id, outcome);
    return outcome;
  }

  /** The request of a call, to send. */
  Signal.SpawnRequest request(
      Ref id, Pid from, Pid groupLeader, Atom module, Atom function, List<?> arguments) {
    List<Object> passed = List.of(id, module, function, arguments);
    return new Signal.SpawnRequest(
        id, from, groupLeader, ERPC, EXECUTE_CALL, 4, List.of(MONITOR), passed);
  }

  /** The process of a call has ended; false when there is no such call. */
  boolean ended(Ref id, Object reason) {
    CompletableFuture<Object> outcome = calls.remove(id);
    if (outcome == null) {
      return false;
    }
    Tuple tuple = reason instanceof Tuple ? (Tuple) reason : Tuple.of();
    if (tuple.size() >= 3 && id.equals(tuple.get(0))) {
      Object kind = tuple.get(1);
      if (kind.equals(RETURN)) {
        outcome.complete(tuple.get(2));
      } else {
        outcome.completeExceptionally(new RemoteCallFailed(kindOf(kind), tuple.get(2)));
      }
    } else {
      outcome.completeExceptionally(new RemoteCallFailed(RemoteCallFailed.Kind.EXIT, reason));
    }
    return true;
  }

  private static RemoteCallFailed.Kind kindOf(Object kind) {
    if (kind.equals(Atom.ERROR)) {
      return RemoteCallFailed.Kind.ERROR;
    }
    return kind.equals(THROW) ? RemoteCallFailed.Kind.THROW : RemoteCallFailed.Kind.EXIT;
  }

  /** A call has come to nothing; false when there is no such call. */
  boolean failed(Ref id, Object reason) {
    CompletableFuture<Object> outcome = calls.remove(id);
    if (outcome != null) {
      outcome.completeExceptionally(new RemoteCallFailed(RemoteCallFailed.Kind.CALL, reason));
    }
    return outcome != null;
  }
}
