package dev.mob.extension;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A function that other nodes may call: what {@link ExtensionContext#expose} registers as a
 * service. Whoever connects this node to others, such as the cluster extension, tracks these
 * services and lets nothing else be called.
 *
 * @param module the name before the colon, as the other node calls it
 * @param function the name after it
 * @param arity how many arguments it takes, 0 to 255
 * @param nodes who may call it; empty for all nodes that are let in
 * @param code what is run
 */
public record RemoteFunction(
    String module, String function, int arity, Set<Atom> nodes, Code code) {

  public RemoteFunction {
    if (module.isEmpty() || function.isEmpty() || arity < 0 || arity > 255) {
      throw new IllegalArgumentException(
          "'" + module + ":" + function + "/" + arity + "' is no name of a function");
    }
    nodes = Set.copyOf(nodes);
    Objects.requireNonNull(code, "code");
  }

  /** What a call runs, in a process of its own; several at once. */
  @FunctionalInterface
  public interface Code {
    /**
     * Handles one call.
     *
     * @param arguments as many as the arity says; values are terms
     * @param caller the process that calls, on its node
     * @return the value, a term
     * @throws Exception when it failed; the caller gets an error with its message
     */
    Object call(List<Object> arguments, Pid caller) throws Exception;
  }

  @Override
  public String toString() {
    return module + ":" + function + "/" + arity;
  }
}
