package dev.mob.process;

import java.time.Duration;
import java.util.Objects;

/**
 * How a supervisor starts, restarts and stops one child: OTP's child specification. Immutable.
 *
 * <p>The defaults are OTP's: permanent, five seconds to shut down for a worker and no limit for a
 * supervisor, not significant.
 */
public final class ChildSpec {
  /** Waits for a child for as long as it takes: OTP's {@code infinity}. */
  public static final Duration INFINITY = Duration.ofMillis(Long.MAX_VALUE);

  /** Ends a child by {@code kill} at once: OTP's {@code brutal_kill}. */
  public static final Duration BRUTAL_KILL = Duration.ZERO;

  private final Object id;
  private final Behaviour<?> behaviour;
  private final Object argument;
  private final Restart restart;
  private final Duration shutdown;
  private final boolean supervisor;
  private final boolean significant;
  private final SpawnOptions options;

  private ChildSpec(
      Object id,
      Behaviour<?> behaviour,
      Object argument,
      Restart restart,
      Duration shutdown,
      boolean supervisor,
      boolean significant,
      SpawnOptions options) {
    this.id = Objects.requireNonNull(id, "id");
    this.behaviour = Objects.requireNonNull(behaviour, "behaviour");
    this.argument = argument;
    this.restart = restart;
    this.shutdown = shutdown;
    this.supervisor = supervisor;
    this.significant = significant;
    this.options = options;
  }

  /** A worker. */
  public static ChildSpec worker(Object id, Behaviour<?> behaviour, Object argument) {
    return new ChildSpec(
        id,
        behaviour,
        argument,
        Restart.PERMANENT,
        Duration.ofSeconds(5),
        false,
        false,
        SpawnOptions.NONE);
  }

  /** A supervisor below this one. */
  public static ChildSpec supervisor(Object id, SupervisorSpec spec) {
    return supervisor(id, Supervisor.behaviour(), spec);
  }

  /** A supervisor below this one whose children come and go. */
  public static ChildSpec dynamicSupervisor(Object id, DynamicSupervisor.Spec spec) {
    return supervisor(id, DynamicSupervisor.behaviour(), spec);
  }

  private static ChildSpec supervisor(Object id, Behaviour<?> behaviour, Object spec) {
    return new ChildSpec(
        id, behaviour, spec, Restart.PERMANENT, INFINITY, true, false, SpawnOptions.NONE);
  }

  public ChildSpec restart(Restart restart) {
    return new ChildSpec(
        id, behaviour, argument, restart, shutdown, supervisor, significant, options);
  }

  /**
   * How long the child may take to end after {@code shutdown} before it is killed.
   *
   * @param shutdown {@link #BRUTAL_KILL}, {@link #INFINITY}, or a time
   */
  public ChildSpec shutdown(Duration shutdown) {
    return new ChildSpec(
        id, behaviour, argument, restart, shutdown, supervisor, significant, options);
  }

  /**
   * Marks a child whose own end may shut the supervisor down ({@link AutoShutdown}). As in OTP, not
   * for a permanent child and not below a supervisor that never shuts down by itself.
   */
  public ChildSpec significant(boolean significant) {
    return new ChildSpec(
        id, behaviour, argument, restart, shutdown, supervisor, significant, options);
  }

  /** Registers the child under this name each time it starts. */
  public ChildSpec name(String name) {
    return new ChildSpec(
        id, behaviour, argument, restart, shutdown, supervisor, significant, options.name(name));
  }

  /** Makes the child the leader of a group of its own; see {@link Self#groupLeader()}. */
  public ChildSpec leadsGroup() {
    return new ChildSpec(
        id, behaviour, argument, restart, shutdown, supervisor, significant, options.leadsGroup());
  }

  /** Bounds the child's mailbox. */
  public ChildSpec mailbox(MailboxPolicy mailbox) {
    return new ChildSpec(
        id,
        behaviour,
        argument,
        restart,
        shutdown,
        supervisor,
        significant,
        options.mailbox(mailbox));
  }

  /** The same child with other code, for updates. */
  public ChildSpec behaviour(Behaviour<?> other) {
    return new ChildSpec(id, other, argument, restart, shutdown, supervisor, significant, options);
  }

  /** The same child with another argument, for updates. */
  public ChildSpec argument(Object other) {
    return new ChildSpec(id, behaviour, other, restart, shutdown, supervisor, significant, options);
  }

  public Object id() {
    return id;
  }

  public Behaviour<?> behaviour() {
    return behaviour;
  }

  public Object argument() {
    return argument;
  }

  public Restart restart() {
    return restart;
  }

  public Duration shutdown() {
    return shutdown;
  }

  public boolean isSupervisor() {
    return supervisor;
  }

  public boolean isSignificant() {
    return significant;
  }

  public SpawnOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return "ChildSpec[" + id + ", " + behaviour.codeClass().getName() + ", " + restart + "]";
  }
}
