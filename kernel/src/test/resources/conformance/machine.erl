%% A gen_statem with one fun for all states; the counterpart of Machine on the Java side.
-module(machine).
-behaviour(gen_statem).
-export([start/3, init/1, callback_mode/0, handle_event/4, terminate/3]).

%% Starts a machine: how init ends, and the fun for its events.
start(Scenario, First, Handle) ->
    case gen_statem:start(?MODULE, {Scenario, First, Handle}, []) of
        {ok, Pid} -> Pid;
        Other -> Other
    end.

init({Scenario, First, Handle}) ->
    put(scenario, Scenario),
    put(handle, Handle),
    First.

callback_mode() -> handle_event_function.

handle_event(Type, Content, State, Data) -> (get(handle))(Type, Content, State, Data).

terminate(Reason, _State, _Data) -> server:note(get(scenario), {terminate, Reason}).
