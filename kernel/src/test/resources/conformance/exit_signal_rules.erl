-module(exit_signal_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, received_all/2, watch/1, reason/1,
                 show/2]).

exits(Process, Reason) -> tell(Process, fun() -> exit(Reason) end).
exit(Process, Other, Reason) -> in(Process, fun() -> erlang:exit(Other, Reason) end).
link(Process, Other) -> in(Process, fun() -> erlang:link(Other) end).
traps(Process) -> in(Process, fun() -> process_flag(trap_exit, true) end).

exit_signal_ends_a_process() ->
    Sender = start(), Target = start(),
    End = watch(Target),
    exit(Sender, Target, boom),
    reason(End).

any_term_can_be_a_reason() ->
    Target = start(),
    End = watch(Target),
    exits(Target, {shutdown, {why, [1, 2]}}),
    reason(End).

normal_exit_signal_is_ignored() ->
    Sender = start(), Target = start(),
    exit(Sender, Target, normal),
    received_all(Sender, Target),
    in(Target, fun() -> alive end).

normal_exit_signal_is_a_message_to_a_trapping_process() ->
    Sender = start(), Target = start(),
    traps(Target),
    exit(Sender, Target, normal),
    show(received(Target, 1), [{Sender, sender}]).

normal_exit_signal_to_itself_ends() ->
    Process = start(),
    End = watch(Process),
    tell(Process, fun() -> exit(self(), normal) end),
    reason(End).

exit_signal_to_itself_takes_effect_before_exit_returns() ->
    Process = start(), Other = start(),
    End = watch(Process),
    tell(Process, fun() -> exit(self(), boom), Other ! went_on end),
    {reason(End), received(Other)}.

exit_signal_to_itself_is_a_message_when_trapped() ->
    Process = start(),
    traps(Process),
    exit(Process, Process, boom),
    show(received(Process, 1), [{Process, process}]).

kill_cannot_be_trapped() ->
    Sender = start(), Target = start(),
    traps(Target),
    End = watch(Target),
    exit(Sender, Target, kill),
    reason(End).

a_process_can_kill_itself() ->
    Process = start(),
    traps(Process),
    End = watch(Process),
    tell(Process, fun() -> exit(self(), kill) end),
    reason(End).

linked_processes_hear_killed() ->
    Target = start(), Linked = start(),
    traps(Linked),
    link(Linked, Target),
    exit(Linked, Target, kill),
    show(received(Linked, 1), [{Target, target}]).

killed_spreads() ->
    Target = start(), Linked = start(),
    End = watch(Linked),
    link(Linked, Target),
    tell(Linked, fun() -> exit(Target, kill) end),
    reason(End).

kill_through_a_link_can_be_trapped() ->
    Process = start(), Linked = start(),
    traps(Linked),
    link(Linked, Process),
    exits(Process, kill),
    show(received(Linked, 1), [{Process, process}]).

kill_through_a_link_keeps_its_reason() ->
    Process = start(), Linked = start(),
    End = watch(Linked),
    link(Linked, Process),
    exits(Process, kill),
    reason(End).

exit_signal_to_a_dead_process_does_nothing() ->
    Dead = start(), Sender = start(),
    End = watch(Dead),
    exits(Dead, boom),
    reason(End),
    exit(Sender, Dead, boom).

shutdown_ends_a_process() ->
    Sender = start(), Target = start(),
    End = watch(Target),
    exit(Sender, Target, shutdown),
    reason(End).

a_trapped_signal_names_its_sender() ->
    Sender = start(), Target = start(),
    traps(Target),
    exit(Sender, Target, boom),
    show(received(Target, 1), [{Sender, sender}]).

trap_exit_gives_its_old_value() ->
    Process = start(),
    {traps(Process), traps(Process), in(Process, fun() -> process_flag(trap_exit, false) end)}.

trap_exit_can_be_turned_off() ->
    Sender = start(), Target = start(),
    traps(Target),
    exit(Sender, Target, first),
    Trapped = show(received(Target, 1), [{Sender, sender}]),
    in(Target, fun() -> process_flag(trap_exit, false) end),
    End = watch(Target),
    exit(Sender, Target, second),
    {Trapped, reason(End)}.

trap_exit_is_not_inherited() ->
    Parent = start(),
    traps(Parent),
    Child = in(Parent, fun() -> start() end),
    End = watch(Child),
    exit(Parent, Child, boom),
    reason(End).

a_normal_end_is_a_message_to_a_linked_trapping_process() ->
    Process = start(), Linked = start(),
    traps(Linked),
    link(Linked, Process),
    exits(Process, normal),
    show(received(Linked, 1), [{Process, process}]).

an_uncaught_error_ends_the_process() ->
    Process = start(), Linked = start(),
    End = watch(Process), EndOfLinked = watch(Linked),
    link(Linked, Process),
    tell(Process, fun() -> error(badarith) end),
    {kind(reason(End)), kind(reason(EndOfLinked))}.

kind({badarith, Stack}) when is_list(Stack) -> abnormal;
kind(Other) -> Other.
