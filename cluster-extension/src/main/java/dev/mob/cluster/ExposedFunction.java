package dev.mob.cluster;

import dev.mob.process.Self;
import java.util.List;

/**
 * A function that other nodes may call, after {@link Cluster#expose}. Each call runs in a process
 * of its own and must not block for long.
 */
@FunctionalInterface
public interface ExposedFunction {

  /**
   * @param arguments as many as were exposed; of the types of {@link dev.mob.cluster.term}
   * @param caller who calls
   * @return a term
   * @throws Exception becomes an {@code error} at the caller, with the class name and message; a
   *     {@link dev.mob.process.ProcessExit} becomes an {@code exit} with its reason
   */
  Object call(List<Object> arguments, Caller caller) throws Exception;

  /**
   * Who calls an exposed function.
   *
   * @param process the calling process, on another node
   * @param self the process that the call runs in
   */
  record Caller(dev.mob.process.Pid process, Self self) {}
}
