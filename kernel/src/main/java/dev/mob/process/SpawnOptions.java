package dev.mob.process;

import java.util.Objects;

/** How a process is spawned: Erlang's {@code spawn_opt}. Immutable. */
public final class SpawnOptions {
  /** Not linked, not monitored, no name, an unbounded mailbox. */
  public static final SpawnOptions NONE =
      new SpawnOptions(false, false, false, null, MailboxPolicy.UNBOUNDED);

  private final boolean link;
  private final boolean monitor;
  private final boolean leadsGroup;
  private final Atom name;
  private final MailboxPolicy mailbox;

  private SpawnOptions(
      boolean link, boolean monitor, boolean leadsGroup, Atom name, MailboxPolicy mailbox) {
    this.link = link;
    this.monitor = monitor;
    this.leadsGroup = leadsGroup;
    this.name = name;
    this.mailbox = mailbox;
  }

  /** Link the new process to the one that spawns it, before it runs. */
  public SpawnOptions link() {
    return new SpawnOptions(true, monitor, leadsGroup, name, mailbox);
  }

  /** Monitor the new process from the one that spawns it, before it runs. */
  public SpawnOptions monitor() {
    return new SpawnOptions(link, true, leadsGroup, name, mailbox);
  }

  /** Make the new process the leader of a group of its own; see {@link Self#groupLeader()}. */
  public SpawnOptions leadsGroup() {
    return new SpawnOptions(link, monitor, true, name, mailbox);
  }

  /** Register the new process under this name before it runs; a taken name fails the start. */
  public SpawnOptions name(String name) {
    return new SpawnOptions(link, monitor, leadsGroup, Atom.of(name), mailbox);
  }

  /** Bound the new process's mailbox. */
  public SpawnOptions mailbox(MailboxPolicy mailbox) {
    return new SpawnOptions(
        link, monitor, leadsGroup, name, Objects.requireNonNull(mailbox, "mailbox"));
  }

  public boolean isLinked() {
    return link;
  }

  public boolean isMonitored() {
    return monitor;
  }

  public boolean isGroupLeader() {
    return leadsGroup;
  }

  /** The name to register; {@code null} for none. */
  public Atom name() {
    return name;
  }

  public MailboxPolicy mailbox() {
    return mailbox;
  }
}
