-module(gen_server_end_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, watch/1, reason/1, show/2]).
-import(server, [call/2, note/2, notes/1, notes/0]).

%% A server that notes its end.
ending(Scenario) ->
    #{terminate => fun(Reason, S) -> note(Scenario, {terminate, Reason, S}) end}.

noting(Scenario) -> #{info => fun(Message, S) -> note(Scenario, Message), {noreply, S} end}.

a_server_can_reply_and_stop() ->
    Server = server:start((ending(self()))#{call => fun(_, _, _) -> {stop, boom, bye, last} end}),
    End = watch(Server),
    {call(Server, stop), notes(1), reason(End)}.

a_server_that_stops_fails_its_caller() ->
    call(server:start(#{call => fun(_, _, S) -> {stop, boom, S} end}), stop).

a_normal_end_fails_the_caller() ->
    call(server:start(#{call => fun(_, _, S) -> {stop, normal, S} end}), stop).

an_unanswered_call_fails_when_the_server_ends() ->
    call(server:start(#{call => fun(_, _, S) -> self() ! 'end', {noreply, S} end,
                        info => fun('end', S) -> {stop, boom, S} end}), get).

a_killed_server_fails_its_callers() ->
    call(server:start(#{call => fun(_, _, S) -> exit(self(), kill), {noreply, S} end}), get).

terminate_runs_when_a_callback_exits() ->
    Server = server:start((ending(self()))#{cast => fun(_, _) -> exit(boom) end}),
    End = watch(Server),
    gen_server:cast(Server, exit),
    {notes(1), reason(End)}.

a_callback_that_exits_fails_the_call() ->
    call(server:start(#{call => fun(_, _, _) -> exit(boom) end}), exit).

a_reason_from_terminate_counts() ->
    Server = server:start(#{cast => fun(_, S) -> {stop, boom, S} end,
                            terminate => fun(_, _) -> exit(in_terminate) end}),
    End = watch(Server),
    gen_server:cast(Server, stop),
    reason(End).

kill_runs_no_terminate() ->
    Server = server:start(ending(self())),
    End = watch(Server),
    exit(Server, kill),
    {reason(End), notes()}.

an_untrapped_signal_runs_no_terminate() ->
    Other = start(),
    Server = server:start(ending(self())),
    End = watch(Server),
    in(Other, fun() -> exit(Server, boom) end),
    {reason(End), notes()}.

started_by(Starter, Start) ->
    Server = in(Starter, Start),
    in(Server, fun() -> process_flag(trap_exit, true) end),
    Server.

the_parents_signal_runs_terminate_when_trapped() ->
    Callbacks = ending(self()),
    Parent = start(),
    in(Parent, fun() -> process_flag(trap_exit, true) end),
    Server = started_by(Parent, fun() -> server:start_link(Callbacks) end),
    End = watch(Server),
    in(Parent, fun() -> exit(Server, boom) end),
    {notes(1), reason(End)}.

the_parents_end_runs_terminate_when_trapped() ->
    Callbacks = ending(self()),
    Parent = start(),
    Server = started_by(Parent, fun() -> server:start_link(Callbacks) end),
    End = watch(Server),
    tell(Parent, fun() -> exit(normal) end),
    {notes(1), reason(End)}.

anothers_signal_goes_to_handle_info() ->
    Callbacks = noting(self()),
    Other = start(), Parent = start(),
    Server = started_by(Parent, fun() -> server:start_link(Callbacks) end),
    in(Other, fun() -> exit(Server, boom) end),
    {show(notes(1), [{Other, other}]), in(Server, fun() -> alive end)}.

a_starter_without_a_link_is_no_parent() ->
    Callbacks = noting(self()),
    Starter = start(),
    Server = started_by(Starter, fun() -> server:start(Callbacks) end),
    in(Starter, fun() -> exit(Server, boom) end),
    {show(notes(1), [{Starter, starter}]), in(Server, fun() -> alive end)}.

stop_ends_the_server() ->
    Server = server:start(ending(self())),
    End = watch(Server),
    {server:stop(Server, normal, 10000), notes(1), reason(End)}.

stop_takes_a_reason() ->
    Server = server:start(ending(self())),
    End = watch(Server),
    {server:stop(Server, shutdown, 10000), notes(1), reason(End)}.

stop_of_nobody_is_noproc() ->
    Dead = start(),
    End = watch(Dead),
    tell(Dead, fun() -> exit(boom) end),
    reason(End),
    {server:stop(Dead, normal, 10000), server:stop(nobody_to_stop, normal, 10000)}.

stop_tells_of_another_reason() ->
    server:stop(server:start(#{terminate => fun(_, _) -> exit(in_terminate) end}), normal, 10000).

stop_comes_after_earlier_messages() ->
    Server = server:start(maps:merge(ending(self()), noting(self()))),
    Server ! first,
    server:stop(Server, normal, 10000),
    notes(2).
