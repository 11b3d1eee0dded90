-module(dynamic_supervisor_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, watch/1, reason/1, until/1]).
-import(server, [note/2, notes/1]).

%% A simple_one_for_one supervisor whose children note like those of tree.
supervisor_(Child) ->
    tree:start(#{strategy => simple_one_for_one, intensity => 2, period => 60}, [Child]).


child(Restart) ->
    #{id => child, restart => Restart, start => {tree, start_noting, [self()]}}.

add(Supervisor, Id) -> add(Supervisor, Id, #{}).
add(Supervisor, Id, Callbacks) ->
    {ok, Pid} = supervisor:start_child(Supervisor, [Id, Callbacks]),
    Pid.

running(Supervisor) -> length([Pid || {_, Pid, _, _} <- supervisor:which_children(Supervisor), is_pid(Pid)]).

exits(Pid, Reason) ->
    End = watch(Pid),
    tell(Pid, fun() -> exit(Reason) end),
    reason(End).

children_are_added_while_it_runs() ->
    Supervisor = supervisor_(child(permanent)),
    Before = running(Supervisor),
    Pids = lists:usort([add(Supervisor, a), add(Supervisor, a)]),
    {Before, running(Supervisor), length(Pids)}.

a_permanent_child_is_restarted() ->
    Supervisor = supervisor_(child(permanent)),
    exits(add(Supervisor, a), boom),
    Notes = notes(3),
    until(fun() -> running(Supervisor) =:= 1 end),
    {Notes, running(Supervisor)}.

a_transient_child_that_ends_normally_is_forgotten() ->
    Supervisor = supervisor_(child(transient)),
    exits(add(Supervisor, a), normal),
    counted(Supervisor).

%% A simple_one_for_one supervisor has one specification for all; Mob counts one for each child.
counted(Supervisor) ->
    {1, Active, Supervisors, Workers} = tree:counted(Supervisor),
    {Workers + Supervisors, Active, Supervisors, Workers}.

a_temporary_child_is_forgotten() ->
    Supervisor = supervisor_(child(temporary)),
    exits(add(Supervisor, a), boom),
    counted(Supervisor).

a_child_is_terminated_by_its_pid() ->
    Supervisor = supervisor_(child(permanent)),
    Child = add(Supervisor, a),
    {supervisor:terminate_child(Supervisor, Child), notes(2), running(Supervisor)}.

a_stranger_cannot_be_terminated() ->
    supervisor:terminate_child(supervisor_(child(permanent)), start()).

a_dynamic_child_that_does_not_start_is_not_added() ->
    Supervisor = supervisor_(child(permanent)),
    Result = supervisor:start_child(Supervisor, [a, #{init => fun(_) -> {stop, boom} end}]),
    {Result, running(Supervisor)}.

a_child_that_ignores_is_not_added() ->
    Supervisor = supervisor_(child(permanent)),
    Result = tree:start_child(Supervisor, [a, #{init => fun(_) -> ignore end}]),
    {Result, length(supervisor:which_children(Supervisor))}.

too_many_restarts_end_the_dynamic_supervisor() ->
    Supervisor = supervisor_(child(permanent)),
    End = watch(Supervisor),
    [exits(Pid, boom) || Pid <- [add(Supervisor, Id) || Id <- [a, b, c]]],
    reason(End).

all_children_are_stopped() ->
    Supervisor = supervisor_(child(permanent)),
    End = watch(Supervisor),
    [add(Supervisor, Id) || Id <- [a, b, c]],
    Stopped = tree:stop(Supervisor),
    {Stopped, length([stop || {stop, _, _} <- notes(6)]), reason(End)}.

start_stubborn(trapping) ->
    Pid = start(),
    link(Pid),
    in(Pid, fun() -> process_flag(trap_exit, true) end),
    {ok, Pid}.

a_dynamic_child_that_takes_too_long_is_killed() ->
    Supervisor = supervisor_(#{id => child, shutdown => 50,
                               start => {?MODULE, start_stubborn, []}}),
    {ok, Child} = supervisor:start_child(Supervisor, [trapping]),
    End = watch(Child),
    {supervisor:terminate_child(Supervisor, Child), reason(End)}.
