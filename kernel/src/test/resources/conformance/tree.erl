%% A supervisor whose children note when they start and stop; the counterpart of Tree on the Java
%% side. The scenario's process traps exits from now on.
-module(tree).
-behaviour(supervisor).
-export([of_ids/3, start/2, child/2, child/3, noting/2, pid/2, exits/3, shown/1, counted/1, stop/1]).
-export([start_child/2, terminate_child/2, restart_child/2, delete_child/2, start_noting/3]).
-export([init/1]).

%% Children of these ids, permanent, under a supervisor that may restart often.
of_ids(Scenario, Strategy, Ids) ->
    start(#{strategy => Strategy, intensity => 10, period => 60},
          [child(Scenario, Id) || Id <- Ids]).

start(Flags, Children) ->
    process_flag(trap_exit, true),
    case supervisor:start_link(?MODULE, {Flags, Children}) of
        {ok, Supervisor} -> Supervisor;
        Other -> Other
    end.

init({Flags, Children}) -> {ok, {Flags, Children}}.

%% A child that notes its start and, with its reason, its end; it traps exits.
child(Scenario, Id) -> child(Scenario, Id, #{}).
child(Scenario, Id, Callbacks) ->
    #{id => Id, start => {?MODULE, start_noting, [Scenario, Id, Callbacks]}}.

start_noting(Scenario, Id, Callbacks) ->
    case server:start_link(maps:merge(noting(Scenario, Id), Callbacks)) of
        Pid when is_pid(Pid) -> {ok, Pid};
        Other -> Other
    end.

noting(Scenario, Id) ->
    #{init => fun(_) ->
          process_flag(trap_exit, true),
          server:note(Scenario, {start, Id}),
          {ok, Id}
      end,
      terminate => fun(Reason, _) -> server:note(Scenario, {stop, Id, Reason}) end}.

pid(Supervisor, Id) ->
    {Id, Pid, _, _} = lists:keyfind(Id, 1, supervisor:which_children(Supervisor)),
    Pid.

exits(Supervisor, Id, Reason) ->
    Pid = pid(Supervisor, Id),
    End = actors:watch(Pid),
    actors:tell(Pid, fun() -> exit(Reason) end),
    actors:reason(End).

shown(Supervisor) ->
    lists:sort([{Id, if is_pid(Pid) -> running; true -> Pid end}
                || {Id, Pid, _, _} <- supervisor:which_children(Supervisor)]).

counted(Supervisor) ->
    Counts = supervisor:count_children(Supervisor),
    list_to_tuple([proplists:get_value(Key, Counts) || Key <- [specs, active, supervisors, workers]]).

stop(Supervisor) -> server:stop(Supervisor, shutdown, 10000).

start_child(Supervisor, Child) -> started(supervisor:start_child(Supervisor, Child)).
terminate_child(Supervisor, Id) -> supervisor:terminate_child(Supervisor, Id).
restart_child(Supervisor, Id) -> started(supervisor:restart_child(Supervisor, Id)).
delete_child(Supervisor, Id) -> supervisor:delete_child(Supervisor, Id).

%% Without the pid and the child that OTP adds to an error.
started({ok, undefined}) -> ignore;
started({ok, Pid}) when is_pid(Pid) -> ok;
started({error, {already_started, _}}) -> {error, {already_started, pid}};
started({error, {Reason, Child}}) when element(1, Child) =:= child -> {error, Reason};
started(Other) -> Other.
