-module(process_info_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, watch/1, reason/1, show/2, until/1]).

info(Process, Item) ->
    case process_info(Process, Item) of
        {Item, Value} -> Value;
        undefined -> undefined
    end.

ends(Process, Reason) ->
    End = watch(Process),
    tell(Process, fun() -> exit(Reason) end),
    reason(End).

a_dead_process_has_no_info() ->
    Dead = start(),
    ends(Dead, boom),
    {info(Dead, status), is_process_alive(Dead)}.

a_living_process_is_alive() ->
    is_process_alive(start()).

the_mailbox_length_is_shown() ->
    Process = spawn(fun() -> receive never -> ok end end),
    [Process ! waiting || _ <- lists:seq(1, 3)],
    info(Process, message_queue_len).

trap_exit_is_shown() ->
    Process = start(),
    Before = info(Process, trap_exit),
    in(Process, fun() -> process_flag(trap_exit, true) end),
    {Before, info(Process, trap_exit)}.

the_registered_name_is_shown() ->
    Process = start(),
    register(shown_name, Process),
    info(Process, registered_name).

links_are_shown() ->
    Process = start(), Other = start(),
    in(Process, fun() -> link(Other) end),
    show(in(Process, fun() -> info(self(), links) end), [{Other, other}]).

the_parent_is_shown() ->
    Parent = start(),
    Child = in(Parent, fun() -> start() end),
    show(info(Child, parent), [{Parent, parent}]).

the_group_leader_is_inherited() ->
    Leader = start(),
    in(Leader, fun() -> group_leader(self(), self()) end),
    Child = in(Leader, fun() -> start() end),
    Grandchild = in(Child, fun() -> start() end),
    show(in(Grandchild, fun() -> group_leader() end), [{Leader, leader}]).

living_processes_are_listed() ->
    Living = start(), Dead = start(),
    ends(Dead, normal),
    {lists:member(Living, processes()), lists:member(Dead, processes())}.

an_idle_process_is_waiting() ->
    Process = start(),
    until(fun() -> info(Process, status) =:= waiting end),
    info(Process, status).
