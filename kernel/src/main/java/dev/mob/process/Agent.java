package dev.mob.process;

import dev.mob.process.internal.AgentServer;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A value in a process, read and changed by functions that run there one at a time: Elixir's {@code
 * Agent}.
 *
 * <p>The functions run in the agent's process, so they should be quick. The methods may be called
 * from any thread or process; they throw {@link CallFailed} as {@link ProcessRuntime#call} does.
 *
 * @param <T> the value
 */
public final class Agent<T> {
  private final ProcessRuntime runtime;
  private final Address address;

  private Agent(ProcessRuntime runtime, Address address) {
    this.runtime = runtime;
    this.address = address;
  }

  /** Starts an agent with its first value. */
  public static <T> Agent<T> start(ProcessRuntime runtime, T initial, SpawnOptions options) {
    return new Agent<>(runtime, runtime.start(AgentServer.INSTANCE, initial, options));
  }

  public static <T> Agent<T> start(ProcessRuntime runtime, T initial) {
    return start(runtime, initial, SpawnOptions.NONE);
  }

  /** The agent that lives at an address, such as one that a supervisor has started under a name. */
  public static <T> Agent<T> at(ProcessRuntime runtime, Address address) {
    return new Agent<>(runtime, address);
  }

  /** An agent as a supervisor's child. */
  public static ChildSpec child(Object id, Object initial) {
    return ChildSpec.worker(id, AgentServer.INSTANCE, initial);
  }

  public Address address() {
    return address;
  }

  /** Reads something of the value. */
  @SuppressWarnings("unchecked")
  public <R> R get(Function<? super T, ? extends R> read) {
    return (R)
        runtime.call(
            address,
            new AgentServer.Change((Function<Object, Object>) (Function<?, ?>) read, null));
  }

  /** Changes the value and waits until it is changed. */
  @SuppressWarnings("unchecked")
  public void update(UnaryOperator<T> change) {
    runtime.call(
        address, new AgentServer.Change(null, (UnaryOperator<Object>) (UnaryOperator<?>) change));
  }

  /** Reads something of the value, then changes it, as one step. */
  @SuppressWarnings("unchecked")
  public <R> R getAndUpdate(Function<? super T, ? extends R> read, UnaryOperator<T> change) {
    return (R)
        runtime.call(
            address,
            new AgentServer.Change(
                (Function<Object, Object>) (Function<?, ?>) read,
                (UnaryOperator<Object>) (UnaryOperator<?>) change));
  }

  /** Changes the value some time later, without waiting. */
  @SuppressWarnings("unchecked")
  public void cast(UnaryOperator<T> change) {
    runtime.cast(
        address, new AgentServer.Change(null, (UnaryOperator<Object>) (UnaryOperator<?>) change));
  }

  /** Ends the agent. */
  public void stop() {
    runtime.stop(address, ExitReason.NORMAL, Duration.ofSeconds(5));
  }
}
