%% Plain processes that do what a scenario tells them, as themselves, and keep every other message;
%% the counterpart of Actor and Stage on the Java side.
-module(actors).
-export([start/0, in/2, tell/2, received/1, received/2, received_all/2]).
-export([watch/1, reason/1, show/2, until/1, pass/1]).

start() -> spawn(fun() -> loop([]) end).

loop(Seen) ->
    receive
        {ask, From, Tag, Body} -> From ! {Tag, Body()}, loop(Seen);
        {act, Body} -> Body(), loop(Seen);
        {received, From, Tag} -> From ! {Tag, Seen}, loop(Seen);
        {'DOWN', _, process, Process, Reason} -> loop(Seen ++ [{'DOWN', Process, Reason}]);
        Message -> loop(Seen ++ [Message])
    end.

%% Runs this as the actor and returns what it gives.
in(Actor, Body) -> request(Actor, fun(Tag) -> {ask, self(), Tag, Body} end).

%% Runs this as the actor, which may end by it.
tell(Actor, Body) -> Actor ! {act, Body}, ok.

received(Actor) -> request(Actor, fun(Tag) -> {received, self(), Tag} end).

received(Actor, Count) ->
    until(fun() -> length(received(Actor)) >= Count end),
    received(Actor).

%% What one actor has received when all that the other has sent to it has arrived.
received_all(From, To) ->
    Mark = {mark, make_ref()},
    tell(From, fun() -> To ! Mark end),
    until(fun() -> lists:member(Mark, received(To)) end),
    lists:delete(Mark, received(To)).

request(Actor, Message) ->
    Tag = make_ref(),
    Actor ! Message(Tag),
    receive {Tag, Answer} -> Answer after 10000 -> exit({no_answer, Actor}) end.

watch(Process) -> monitor(process, Process).

reason(Watch) -> receive {'DOWN', Watch, process, _, Reason} -> Reason end.

%% Puts the roles of processes in their place, and leaves references out.
show(Term, Roles) when is_pid(Term) -> proplists:get_value(Term, Roles, pid);
show(Term, Roles) when is_list(Term) -> [show(Each, Roles) || Each <- Term];
show({'DOWN', _, process, {Name, Node}, Reason}, Roles) when Node =:= node() ->
    {'DOWN', Name, show(Reason, Roles)};
show({'DOWN', {Name, Node}, Reason}, Roles) when Node =:= node() ->
    {'DOWN', Name, show(Reason, Roles)};
show(Term, Roles) when is_tuple(Term) ->
    list_to_tuple([show(Each, Roles) || Each <- tuple_to_list(Term)]);
show(Term, _) -> Term.

until(Condition) ->
    case Condition() of
        true -> ok;
        false -> receive after 1 -> until(Condition) end
    end.

pass(Milliseconds) -> receive after Milliseconds -> ok end.
