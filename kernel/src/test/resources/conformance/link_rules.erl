-module(link_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, received_all/2, watch/1, reason/1,
                 show/2]).

exits(Process, Reason) -> tell(Process, fun() -> exit(Reason) end).
links(Process) -> in(Process, fun() -> {links, Links} = process_info(self(), links), length(Links) end).
link(Process, Other) -> in(Process, fun() -> erlang:link(Other) end).
unlink(Process, Other) -> in(Process, fun() -> erlang:unlink(Other) end).
traps(Process) -> in(Process, fun() -> process_flag(trap_exit, true) end).

links_are_bidirectional() ->
    One = start(), Other = start(),
    link(One, Other),
    received_all(One, Other),
    {links(One), links(Other)}.

there_is_one_link_between_two_processes() ->
    One = start(), Other = start(),
    link(One, Other), link(Other, One), link(One, Other),
    received_all(One, Other), received_all(Other, One),
    Linked = links(One),
    unlink(One, Other),
    received_all(One, Other),
    {Linked, links(One), links(Other)}.

a_process_cannot_link_to_itself() ->
    One = start(),
    link(One, One),
    links(One).

an_end_reaches_all_linked_processes() ->
    Ending = start(), One = start(), Other = start(),
    EndOfOne = watch(One), EndOfOther = watch(Other),
    link(Ending, One), link(Other, Ending),
    exits(Ending, boom),
    {reason(EndOfOne), reason(EndOfOther)}.

a_normal_end_leaves_linked_processes_alone() ->
    Ending = start(), Linked = start(),
    End = watch(Ending),
    link(Ending, Linked),
    exits(Ending, normal),
    {reason(End), in(Linked, fun() -> alive end)}.

exit_signals_travel_through_links() ->
    One = start(), Two = start(), Three = start(),
    Ends = [watch(Process) || Process <- [One, Two, Three]],
    link(One, Two), link(Two, Three),
    exits(Three, boom),
    list_to_tuple([reason(End) || End <- Ends]).

a_trapping_process_stops_the_spreading() ->
    One = start(), Two = start(), Three = start(),
    traps(Two),
    link(One, Two), link(Two, Three),
    exits(Three, boom),
    {show(received(Two, 1), [{Three, three}]), in(One, fun() -> alive end)}.

after_unlink_nothing_comes() ->
    Ending = start(), Other = start(),
    End = watch(Ending),
    link(Ending, Other), unlink(Other, Ending),
    exits(Ending, boom),
    {reason(End), in(Other, fun() -> alive end)}.

unlink_works_from_either_side() ->
    One = start(), Other = start(),
    link(One, Other),
    received_all(One, Other),
    unlink(Other, One),
    received_all(Other, One),
    {links(One), links(Other)}.

unlink_without_a_link_does_nothing() ->
    unlink(start(), start()).

unlink_does_not_take_back_an_exit_message() ->
    Ending = start(), Other = start(),
    traps(Other),
    link(Other, Ending),
    exits(Ending, boom),
    received(Other, 1),
    unlink(Other, Ending),
    show(received(Other), [{Ending, ending}]).

a_link_can_be_set_up_again() ->
    Ending = start(), Other = start(),
    End = watch(Other),
    link(Other, Ending), unlink(Other, Ending), link(Other, Ending),
    exits(Ending, boom),
    reason(End).

dead(Reason) ->
    Dead = start(),
    End = watch(Dead),
    exits(Dead, Reason),
    reason(End),
    Dead.

linking_to_a_dead_process_gives_noproc() ->
    Dead = dead(boom), One = start(),
    traps(One),
    link(One, Dead),
    show(received(One, 1), [{Dead, dead}]).

linking_to_a_dead_process_ends_a_process_that_does_not_trap() ->
    Dead = dead(boom), One = start(),
    End = watch(One),
    tell(One, fun() -> erlang:link(Dead) end),
    %% On one node the signal comes as an exception, which has a stack trace.
    {Reason, _Stack} = reason(End),
    Reason.

spawn_link_is_atomic() ->
    Parent = start(),
    traps(Parent),
    in(Parent, fun() -> spawn_link(fun() -> exit(boom) end) end),
    show(received(Parent, 1), []).

a_link_goes_with_its_process() ->
    Ending = start(), Other = start(),
    traps(Other),
    link(Other, Ending),
    exits(Ending, boom),
    {show(received(Other, 1), [{Ending, ending}]), links(Other)}.
