%% A gen_server whose callbacks are funs in a map; the counterpart of Server on the Java side.
-module(server).
-behaviour(gen_server).
-export([start/1, start/2, start/3, start_link/1, call/2, call/3, called/1, stop/3, note/2, notes/1,
         notes/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, handle_continue/2, terminate/2]).

start(Callbacks) -> start(Callbacks, state).

%% The pid, or how the start ended.
start(Callbacks, Argument) -> started(gen_server:start(?MODULE, {Callbacks, Argument}, [])).

start(Name, Callbacks, Argument) ->
    started(gen_server:start({local, Name}, ?MODULE, {Callbacks, Argument}, [])).

start_link(Callbacks) -> started(gen_server:start_link(?MODULE, {Callbacks, state}, [])).

started({ok, Pid}) -> Pid;
started(Other) -> Other.

call(Server, Request) -> called(fun() -> gen_server:call(Server, Request) end).
call(Server, Request, Timeout) -> called(fun() -> gen_server:call(Server, Request, Timeout) end).

%% The reply, or {exit, Reason} without the call that OTP adds to it.
called(Call) ->
    try Call() catch exit:{Reason, {gen_server, _, _}} -> {exit, Reason}; exit:Reason -> {exit, Reason} end.

stop(Server, Reason, Timeout) -> called(fun() -> gen_server:stop(Server, Reason, Timeout) end).

note(Scenario, What) -> Scenario ! {note, What}.

%% The notes, once there are this many, and all that are there.
notes(0) -> notes();
notes(Count) -> receive {note, What} -> [What | notes(Count - 1)] end.
notes() -> receive {note, What} -> [What | notes()] after 0 -> [] end.

callback(Name, {Callbacks, State}, Arguments, Default) ->
    case Callbacks of
        #{Name := Callback} -> with_callbacks(apply(Callback, Arguments ++ [State]), Callbacks);
        _ -> with_callbacks(Default(State), Callbacks)
    end.

with_callbacks({reply, Reply, State}, C) -> {reply, Reply, {C, State}};
with_callbacks({reply, Reply, State, More}, C) -> {reply, Reply, {C, State}, More};
with_callbacks({noreply, State}, C) -> {noreply, {C, State}};
with_callbacks({noreply, State, More}, C) -> {noreply, {C, State}, More};
with_callbacks({stop, Reason, Reply, State}, C) -> {stop, Reason, Reply, {C, State}};
with_callbacks({stop, Reason, State}, C) -> {stop, Reason, {C, State}};
with_callbacks({ok, State}, C) -> {ok, {C, State}};
with_callbacks({ok, State, More}, C) -> {ok, {C, State}, More};
with_callbacks(Other, _) -> Other.

init({Callbacks, Argument}) ->
    callback(init, {Callbacks, Argument}, [], fun(State) -> {ok, State} end).

handle_call(Request, From, State) ->
    callback(call, State, [Request, From], fun(S) -> {reply, S, S} end).

handle_cast(Message, State) -> callback(cast, State, [Message], fun(S) -> {noreply, S} end).

handle_info({ask, From, Tag, Body}, State) -> From ! {Tag, Body()}, {noreply, State};
handle_info({act, Body}, State) -> Body(), {noreply, State};
handle_info(Message, State) -> callback(info, State, [Message], fun(S) -> {noreply, S} end).

handle_continue(Term, State) -> callback(more, State, [Term], fun(S) -> {noreply, S} end).

terminate(Reason, {Callbacks, State}) ->
    case Callbacks of
        #{terminate := Callback} -> Callback(Reason, State);
        _ -> ok
    end.
