package dev.mob.process.conformance;

import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;

/** Erlang Reference Manual, "Processes": process aliases. */
final class AliasRules {
  private static final String ALIASES = "Reference Manual, Processes: Process Aliases";
  private static final String UNALIAS = "erlang(3): unalias/1";

  private AliasRules() {}

  private static Ref alias(Stage stage, Pid process) {
    return stage.in(process, self -> self.alias());
  }

  @Rule(
      value = "A message that is sent to an alias goes to the process that made it",
      source = ALIASES,
      outcome = "[hello]")
  static Object anAliasIsAnAddress(Stage stage) {
    Pid owner = stage.actor("owner");
    Pid sender = stage.actor("sender");
    Ref alias = alias(stage, owner);
    stage.tell(sender, self -> self.send(alias, "hello"));
    return stage.received(owner, 1);
  }

  @Rule(
      value = "When the alias is deactivated, messages that are sent to it are dropped",
      source = ALIASES,
      outcome = "[before]")
  static Object anEndedAliasDropsMessages(Stage stage) {
    Pid owner = stage.actor("owner");
    Pid sender = stage.actor("sender");
    Ref alias = alias(stage, owner);
    stage.tell(sender, self -> self.send(alias, "before"));
    stage.received(owner, 1);
    stage.in(owner, self -> self.unalias(alias));
    stage.tell(sender, self -> self.send(alias, "after"));
    return stage.receivedAll(sender, owner);
  }

  @Rule(
      value = "unalias gives true when the alias was active, else false",
      source = UNALIAS,
      outcome = "{true,false}")
  static Object unaliasSaysWhetherItWasActive(Stage stage) {
    Pid owner = stage.actor("owner");
    Ref alias = alias(stage, owner);
    return Tuple.of(
        stage.in(owner, self -> self.unalias(alias)), stage.in(owner, self -> self.unalias(alias)));
  }

  @Rule(
      value = "Only the process that made an alias can end it",
      source = UNALIAS,
      outcome = "{false,[still_there]}")
  static Object onlyTheOwnerEndsAnAlias(Stage stage) {
    Pid owner = stage.actor("owner");
    Pid other = stage.actor("other");
    Ref alias = alias(stage, owner);
    boolean ended = stage.in(other, self -> self.unalias(alias));
    stage.tell(other, self -> self.send(alias, "still_there"));
    return Tuple.of(ended, stage.received(owner, 1));
  }

  @Rule(
      value = "Ending one alias leaves the others of the process",
      source = ALIASES,
      outcome = "[by_second,by_pid]")
  static Object aliasesAreIndependent(Stage stage) {
    Pid owner = stage.actor("owner");
    Pid sender = stage.actor("sender");
    Ref first = alias(stage, owner);
    Ref second = alias(stage, owner);
    stage.in(owner, self -> self.unalias(first));
    stage.tell(
        sender,
        self -> {
          self.send(first, "by_first");
          self.send(second, "by_second");
          self.send(owner, "by_pid");
        });
    return stage.received(owner, 2);
  }

  @Rule(
      value = "An alias ends with its process; sending to it does nothing",
      source = ALIASES,
      outcome = "hello")
  static Object anAliasGoesWithItsProcess(Stage stage) {
    Pid owner = stage.actor("owner");
    Pid sender = stage.actor("sender");
    Ref alias = alias(stage, owner);
    Stage.Ending end = stage.watch(owner);
    stage.exit(owner, ExitReason.NORMAL);
    end.reason();
    return stage.in(
        sender,
        self -> {
          self.send(alias, "hello");
          return "hello";
        });
  }
}
