package dev.mob.process.conformance;

import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import java.time.Duration;

/** erlang(3): {@code send_after} and {@code cancel_timer}. */
final class TimerRules {
  private static final String SEND_AFTER = "erlang(3): send_after/3";
  private static final String CANCEL = "erlang(3): cancel_timer/1";
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private TimerRules() {}

  /** As Erlang gives it: the time left, or false. */
  private static Object cancel(Stage stage, Pid process, Ref timer) {
    long left = stage.in(process, self -> self.cancelTimer(timer));
    return left < 0 ? "false" : left > 0 ? "time_left" : "no_time_left";
  }

  @Rule(
      value = "send_after sends the message after the time",
      source = SEND_AFTER,
      outcome = "[ring]")
  static Object aTimerSendsItsMessage(Stage stage) {
    Pid process = stage.actor("process");
    stage.in(process, self -> self.sendAfter(SOON, self.pid(), "ring"));
    return stage.received(process, 1);
  }

  @Rule(
      value = "A timer of no time sends its message, too",
      source = SEND_AFTER,
      outcome = "[ring]")
  static Object aTimerOfZeroSendsItsMessage(Stage stage) {
    Pid process = stage.actor("process");
    stage.in(process, self -> self.sendAfter(Duration.ZERO, self.pid(), "ring"));
    return stage.received(process, 1);
  }

  @Rule(
      value = "Timers fire when they are due, in whatever order they were set",
      source = SEND_AFTER,
      outcome = "[first,second,third]")
  static Object timersFireWhenTheyAreDue(Stage stage) {
    Pid process = stage.actor("process");
    stage.in(
        process,
        self -> {
          self.sendAfter(Duration.ofMillis(300), self.pid(), "third");
          self.sendAfter(Duration.ofMillis(20), self.pid(), "first");
          return self.sendAfter(Duration.ofMillis(150), self.pid(), "second");
        });
    return stage.received(process, 3);
  }

  @Rule(
      value = "cancel_timer gives the time that was left; the message never comes",
      source = CANCEL,
      outcome = "{time_left,[later]}")
  static Object aCancelledTimerSendsNothing(Stage stage) {
    Pid process = stage.actor("process");
    Ref timer = stage.in(process, self -> self.sendAfter(NEVER, self.pid(), "never"));
    Object left = cancel(stage, process, timer);
    stage.in(process, self -> self.sendAfter(SOON, self.pid(), "later"));
    return Tuple.of(left, stage.received(process, 1));
  }

  @Rule(
      value = "cancel_timer gives false when the timer has fired",
      source = CANCEL,
      outcome = "{[ring],false}")
  static Object aFiredTimerCannotBeCancelled(Stage stage) {
    Pid process = stage.actor("process");
    Ref timer = stage.in(process, self -> self.sendAfter(SOON, self.pid(), "ring"));
    Object received = stage.received(process, 1);
    return Tuple.of(received, cancel(stage, process, timer));
  }

  @Rule(
      value = "cancel_timer gives false when the timer was cancelled before",
      source = CANCEL,
      outcome = "{time_left,false}")
  static Object aTimerIsCancelledOnce(Stage stage) {
    Pid process = stage.actor("process");
    Ref timer = stage.in(process, self -> self.sendAfter(NEVER, self.pid(), "never"));
    return Tuple.of(cancel(stage, process, timer), cancel(stage, process, timer));
  }

  @Rule(
      value = "cancel_timer gives false for a reference that is no timer",
      source = CANCEL,
      outcome = "false")
  static Object anUnknownTimerCannotBeCancelled(Stage stage) {
    Pid process = stage.actor("process");
    return cancel(stage, process, stage.runtime().makeRef());
  }

  @Rule(value = "Another process can cancel a timer", source = CANCEL, outcome = "time_left")
  static Object anotherProcessCanCancelATimer(Stage stage) {
    Pid process = stage.actor("process");
    Pid other = stage.actor("other");
    Ref timer = stage.in(process, self -> self.sendAfter(NEVER, self.pid(), "never"));
    return cancel(stage, other, timer);
  }

  @Rule(
      value = "A destination that is a name is resolved when the timer fires",
      source = SEND_AFTER,
      outcome = "{[],[ring]}")
  static Object aTimersNameIsResolvedWhenItFires(Stage stage) {
    Pid first = stage.actor("first");
    Pid second = stage.actor("second");
    ProcessName name = ProcessName.of("timer_name");
    stage.runtime().register(name.name(), first);
    stage.in(first, self -> self.sendAfter(Duration.ofMillis(200), name, "ring"));
    stage.runtime().unregister(name.name());
    stage.runtime().register(name.name(), second);
    Object ofSecond = stage.received(second, 1);
    return Tuple.of(stage.received(first), ofSecond);
  }

  @Rule(
      value = "A timer to a process that has ended does nothing",
      source = SEND_AFTER,
      outcome = "[later]")
  static Object aTimerToADeadProcessDoesNothing(Stage stage) {
    Pid dead = stage.actor("dead");
    Pid process = stage.actor("process");
    stage.in(process, self -> self.sendAfter(SOON, dead, "ring"));
    Stage.Ending end = stage.watch(dead);
    stage.exit(dead, ExitReason.NORMAL);
    end.reason();
    stage.in(process, self -> self.sendAfter(SOON.multipliedBy(2), self.pid(), "later"));
    return stage.received(process, 1);
  }

  @Rule(
      value = "A timer goes on when the process that set it has ended",
      source = SEND_AFTER,
      outcome = "[ring]")
  static Object aTimerOutlivesWhoSetIt(Stage stage) {
    Pid setter = stage.actor("setter");
    Pid process = stage.actor("process");
    stage.in(setter, self -> self.sendAfter(Duration.ofMillis(50), process, "ring"));
    Stage.Ending end = stage.watch(setter);
    stage.exit(setter, ExitReason.NORMAL);
    end.reason();
    return stage.received(process, 1);
  }
}
