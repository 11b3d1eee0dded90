%% The peer of UpdatePause: N gen_servers, four senders that never stop, and what a release handler
%% does to each process: suspend all, change_code of all, resume all.
-module(ub).
-export([main/1, init/1, handle_call/3, handle_cast/2, handle_info/2, code_change/3]).

main([Processes, Updates, UnderLoad]) ->
    N = list_to_integer(Processes),
    U = list_to_integer(Updates),
    Pids = [element(2, gen_server:start(?MODULE, [], [])) || _ <- lists:seq(1, N)],
    run("idle", Pids, U),
    Sent = counters:new(1, []),
    Handled = persistent_term:get(handled),
    Senders = [spawn_link(fun() -> sender(S, Pids, 1, Sent, Handled) end) || S <- lists:seq(1, 4)],
    run("under_load", Pids, list_to_integer(UnderLoad)),
    [begin unlink(S), exit(S, kill) end || S <- Senders],
    halt(0).

run(Name, Pids, Updates) ->
    Pauses = lists:sort([update(Pids) || _ <- lists:seq(1, Updates)]),
    io:format("RESULT pause_~s_median_ms ~.2f~n", [Name, lists:nth(Updates div 2 + 1, Pauses)]),
    io:format("RESULT pause_~s_longest_ms ~.2f~n", [Name, lists:last(Pauses)]).

update(Pids) ->
    Begun = erlang:monotonic_time(microsecond),
    [ok = sys:suspend(P, infinity) || P <- Pids],
    [ok = sys:change_code(P, ?MODULE, "1", [], infinity) || P <- Pids],
    [ok = sys:resume(P, infinity) || P <- Pids],
    (erlang:monotonic_time(microsecond) - Begun) / 1000.

sender(S, Pids, Next, Sent, Handled) ->
    [P ! {S, Next} || P <- Pids],
    counters:add(Sent, 1, length(Pids)),
    ahead(Sent, Handled),
    sender(S, Pids, Next + 1, Sent, Handled).

ahead(Sent, Handled) ->
    case counters:get(Sent, 1) - counters:get(Handled, 1) > 1000000 of
        true -> erlang:yield(), ahead(Sent, Handled);
        false -> ok
    end.

init([]) ->
    Handled = case persistent_term:get(handled, none) of
                  none -> C = counters:new(1, [write_concurrency]), persistent_term:put(handled, C), C;
                  C -> C
              end,
    {ok, {Handled, #{}, 0}}.
handle_call(_, _, S) -> {reply, S, S}.
handle_cast(_, S) -> {noreply, S}.
handle_info({S, Number}, {Handled, Last, Count}) ->
    counters:add(Handled, 1, 1),
    Number = maps:get(S, Last, 0) + 1,
    {noreply, {Handled, Last#{S => Number}, Count + 1}}.
code_change(_, {Handled, Last, Count}, _) -> {ok, {Handled, maps:map(fun(_, V) -> V end, Last), Count}}.
