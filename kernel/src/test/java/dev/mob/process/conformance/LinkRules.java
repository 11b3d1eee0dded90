package dev.mob.process.conformance;

import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Tuple;
import java.util.List;

/** Erlang Reference Manual, "Processes": links. */
final class LinkRules {
  private static final String LINKS = "Reference Manual, Processes: Links";
  private static final String LINK = "erlang(3): link/1";
  private static final String UNLINK = "erlang(3): unlink/1";
  private static final ExitReason BOOM = ExitReason.of("boom");

  private LinkRules() {}

  private static int links(Stage stage, Pid process) {
    // Asked as the process itself, after all that it did before.
    return stage.in(process, self -> self.runtime().info(process).get().links().size());
  }

  @Rule(value = "Links are bidirectional", source = LINKS, outcome = "{1,1}")
  static Object linksAreBidirectional(Stage stage) {
    Pid one = stage.actor("one");
    Pid other = stage.actor("other");
    stage.link(one, other);
    stage.receivedAll(one, other);
    return Tuple.of(links(stage, one), links(stage, other));
  }

  @Rule(
      value = "There can only be one link between two processes; repeated calls have no effect",
      source = LINKS,
      outcome = "{1,0,0}")
  static Object thereIsOneLinkBetweenTwoProcesses(Stage stage) {
    Pid one = stage.actor("one");
    Pid other = stage.actor("other");
    stage.link(one, other);
    stage.link(other, one);
    stage.link(one, other);
    stage.receivedAll(one, other);
    stage.receivedAll(other, one);
    int linked = links(stage, one);
    stage.unlink(one, other);
    stage.receivedAll(one, other);
    return Tuple.of(linked, links(stage, one), links(stage, other));
  }

  @Rule(value = "A process that links to itself gets no link", source = LINK, outcome = "0")
  static Object aProcessCannotLinkToItself(Stage stage) {
    Pid one = stage.actor("one");
    stage.link(one, one);
    return links(stage, one);
  }

  @Rule(
      value =
          "When a process terminates, an exit signal with its reason goes to all it is linked to",
      source = LINKS,
      outcome = "{boom,boom}")
  static Object anEndReachesAllLinkedProcesses(Stage stage) {
    Pid ending = stage.actor("ending");
    Pid one = stage.actor("one");
    Pid other = stage.actor("other");
    Stage.Ending endOfOne = stage.watch(one);
    Stage.Ending endOfOther = stage.watch(other);
    stage.link(ending, one);
    stage.link(other, ending);
    stage.exit(ending, BOOM);
    return Tuple.of(endOfOne.reason(), endOfOther.reason());
  }

  @Rule(
      value = "An exit signal with reason normal does not end a linked process",
      source = "Reference Manual, Processes: Receiving Exit Signals",
      outcome = "{normal,alive}")
  static Object aNormalEndLeavesLinkedProcessesAlone(Stage stage) {
    Pid ending = stage.actor("ending");
    Pid linked = stage.actor("linked");
    Stage.Ending end = stage.watch(ending);
    stage.link(ending, linked);
    stage.exit(ending, ExitReason.NORMAL);
    ExitReason reason = end.reason();
    return Tuple.of(reason, stage.in(linked, self -> "alive"));
  }

  @Rule(
      value = "Exit signals travel on through links, with the first reason",
      source = "Reference Manual, Processes: Error Handling",
      outcome = "{boom,boom,boom}")
  static Object exitSignalsTravelThroughLinks(Stage stage) {
    Pid one = stage.actor("one");
    Pid two = stage.actor("two");
    Pid three = stage.actor("three");
    Stage.Ending endOfOne = stage.watch(one);
    Stage.Ending endOfTwo = stage.watch(two);
    Stage.Ending endOfThree = stage.watch(three);
    stage.link(one, two);
    stage.link(two, three);
    stage.exit(three, BOOM);
    return Tuple.of(endOfOne.reason(), endOfTwo.reason(), endOfThree.reason());
  }

  @Rule(
      value = "A process that traps exits stops the spreading of an exit signal",
      source = "Reference Manual, Processes: Error Handling",
      outcome = "{[{'EXIT',three,boom}],alive}")
  static Object aTrappingProcessStopsTheSpreading(Stage stage) {
    Pid one = stage.actor("one");
    Pid two = stage.actor("two");
    Pid three = stage.actor("three");
    stage.trapExits(two);
    stage.link(one, two);
    stage.link(two, three);
    stage.exit(three, BOOM);
    List<Object> received = stage.received(two, 1);
    return Tuple.of(received, stage.in(one, self -> "alive"));
  }

  @Rule(
      value = "After unlink the link has no effect any more",
      source = UNLINK,
      outcome = "{boom,alive}")
  static Object afterUnlinkNothingComes(Stage stage) {
    Pid ending = stage.actor("ending");
    Pid other = stage.actor("other");
    Stage.Ending end = stage.watch(ending);
    stage.link(ending, other);
    stage.unlink(other, ending);
    stage.exit(ending, BOOM);
    ExitReason reason = end.reason();
    return Tuple.of(reason, stage.in(other, self -> "alive"));
  }

  @Rule(value = "unlink removes the link from both sides", source = UNLINK, outcome = "{0,0}")
  static Object unlinkWorksFromEitherSide(Stage stage) {
    Pid one = stage.actor("one");
    Pid other = stage.actor("other");
    stage.link(one, other);
    stage.receivedAll(one, other);
    stage.unlink(other, one);
    stage.receivedAll(other, one);
    return Tuple.of(links(stage, one), links(stage, other));
  }

  @Rule(value = "unlink without a link does nothing", source = UNLINK, outcome = "true")
  static Object unlinkWithoutALinkDoesNothing(Stage stage) {
    Pid one = stage.actor("one");
    Pid other = stage.actor("other");
    return stage.unlink(one, other);
  }

  @Rule(
      value =
          "Once unlink has returned, an exit message that the link had brought before is still"
              + " there",
      source = UNLINK,
      outcome = "[{'EXIT',ending,boom}]")
  static Object unlinkDoesNotTakeBackAnExitMessage(Stage stage) {
    Pid ending = stage.actor("ending");
    Pid other = stage.actor("other");
    stage.trapExits(other);
    stage.link(other, ending);
    stage.exit(ending, BOOM);
    stage.received(other, 1);
    stage.unlink(other, ending);
    return stage.received(other);
  }

  @Rule(
      value = "A link that is set up again after unlink has effect again",
      source = UNLINK,
      outcome = "boom")
  static Object aLinkCanBeSetUpAgain(Stage stage) {
    Pid ending = stage.actor("ending");
    Pid other = stage.actor("other");
    Stage.Ending end = stage.watch(other);
    stage.link(other, ending);
    stage.unlink(other, ending);
    stage.link(other, ending);
    stage.exit(ending, BOOM);
    return end.reason();
  }

  @Rule(
      value = "Linking to a process that does not exist gives an exit signal with reason noproc",
      source = LINK,
      outcome = "[{'EXIT',dead,noproc}]")
  static Object linkingToADeadProcessGivesNoproc(Stage stage) {
    Pid dead = stage.actor("dead");
    Pid one = stage.actor("one");
    Stage.Ending end = stage.watch(dead);
    stage.exit(dead, BOOM);
    end.reason();
    stage.trapExits(one);
    stage.link(one, dead);
    return stage.received(one, 1);
  }

  @Rule(
      value = "That noproc ends a process that does not trap exits",
      source = LINK,
      outcome = "noproc")
  static Object linkingToADeadProcessEndsAProcessThatDoesNotTrap(Stage stage) {
    Pid dead = stage.actor("dead");
    Pid one = stage.actor("one");
    Stage.Ending endOfDead = stage.watch(dead);
    Stage.Ending end = stage.watch(one);
    stage.exit(dead, BOOM);
    endOfDead.reason();
    stage.tell(one, self -> self.link(dead));
    return end.reason();
  }

  @Rule(
      value = "spawn_link creates the process and the link atomically",
      source = "erlang(3): spawn_link/1",
      outcome = "[{'EXIT',pid,boom}]")
  static Object spawnLinkIsAtomic(Stage stage) {
    Pid parent = stage.actor("parent");
    stage.trapExits(parent);
    stage.in(
        parent,
        self -> self.spawnLink(new Actor(), new Actor.Act(child -> child.exit(BOOM))) != null);
    return stage.received(parent, 1);
  }

  @Rule(
      value = "A link is gone when one of the two has terminated",
      source = LINKS,
      outcome = "{[{'EXIT',ending,boom}],0}")
  static Object aLinkGoesWithItsProcess(Stage stage) {
    Pid ending = stage.actor("ending");
    Pid other = stage.actor("other");
    stage.trapExits(other);
    stage.link(other, ending);
    stage.exit(ending, BOOM);
    return Tuple.of(stage.received(other, 1), links(stage, other));
  }
}
