%% Runs every scenario of the given modules, all at the same time, each in a process of its own, and
%% prints one line for each: its name and what it saw.
-module(scenarios).
-export([run/1]).

-define(LIMIT, 20000).

run(Modules) ->
    logger:set_primary_config(level, none),
    Running = [spawn_monitor(fun() -> exit({saw, Module, Name, Module:Name()}) end)
               || Module <- Modules, is_topic(Module), Name <- names(Module)],
    [report(Process, Monitor) || {Process, Monitor} <- Running],
    ok.

%% The other modules are what scenarios use.
is_topic(Module) ->
    lists:suffix("_rules", atom_to_list(Module)).

names(Module) ->
    [Name || {Name, 0} <- Module:module_info(exports), Name =/= module_info].

report(Process, Monitor) ->
    receive
        {'DOWN', Monitor, process, Process, {saw, Module, Name, Outcome}} ->
            io:format("~s:~s ~w~n", [Module, Name, Outcome]);
        {'DOWN', Monitor, process, Process, Reason} ->
            io:format("failed ~0p~n", [Reason])
    after ?LIMIT ->
            io:format("failed ~0p~n", [process_info(Process, current_stacktrace)])
    end.
