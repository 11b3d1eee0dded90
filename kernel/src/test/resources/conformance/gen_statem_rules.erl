-module(gen_statem_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [watch/1, reason/1]).
-import(server, [note/2, notes/1]).

-define(SOON, 20).
-define(LATER, 300).

start(Handle) -> start({ok, one, data}, Handle).
start(First, Handle) -> machine:start(self(), First, Handle).

cast(Machine, Events) -> [gen_statem:cast(Machine, Event) || Event <- Events], ok.

call(Machine, Request) ->
    try gen_statem:call(Machine, Request) catch exit:{Reason, {gen_statem, _, _}} -> {exit, Reason} end.

init_can_stop_and_ignore() ->
    {start({stop, boom}, none), start(ignore, none)}.

a_call_is_answered_by_an_action() ->
    Machine = start(fun({call, From}, get, State, Data) ->
        {next_state, two, {was, Data}, [{reply, From, {State, Data}}]}
    end),
    [call(Machine, get), call(Machine, get)].

%% State one postpones all but go, keep and same.
postponing(Me) -> fun(_, Event, State, _) -> postponing(Me, Event, State) end.

postponing(Me, go, State) -> note(Me, {go, State}), {next_state, two, data};
postponing(Me, keep, State) -> note(Me, {keep, State}), keep_state_and_data;
postponing(Me, same, State) -> note(Me, {same, State}), {next_state, State, data};
postponing(_, _, one) -> {keep_state_and_data, [postpone]};
postponing(Me, Event, State) -> note(Me, {Event, State}), keep_state_and_data.

postponed_events_come_again() ->
    cast(start(postponing(self())), [a, b, go]),
    notes(3).

postponed_events_wait_for_a_change() ->
    cast(start(postponing(self())), [a, keep, same, go]),
    notes(4).

a_postponed_call_is_answered_later() ->
    call(start(fun
        ({call, From}, get, two, _) -> {keep_state_and_data, [{reply, From, answer}]};
        ({call, _}, get, one, _) -> self() ! go, {keep_state_and_data, [postpone]};
        (info, go, one, Data) -> {next_state, two, Data}
    end), get).

inserted_events_come_first() ->
    Me = self(),
    cast(start(fun
        (_, a, State, Data) ->
            note(Me, {a, State}),
            self() ! b,
            {next_state, two, Data, [{next_event, internal, x}, {next_event, internal, y}]};
        (_, Event, State, _) ->
            note(Me, {Event, State}),
            keep_state_and_data
    end), [a]),
    notes(4).

inserted_events_come_before_postponed_ones() ->
    Me = self(),
    cast(start(fun
        (_, go, State, Data) ->
            note(Me, {go, State}),
            {next_state, two, Data, [{next_event, internal, x}]};
        (_, Event, State, _) ->
            postponing(Me, Event, State)
    end), [a, go]),
    notes(3).

%% Changes to state two by go, sets the last time-out by go and by event.
timed(Actions) ->
    Me = self(),
    start({ok, one, data, Actions}, fun(_, Event, State, Data) ->
        note(Me, {Event, State}),
        case Event of
            go -> {next_state, two, Data, [{{timeout, last}, ?LATER, last}]};
            event -> {keep_state_and_data, [{{timeout, last}, ?LATER, last}]};
            _ -> keep_state_and_data
        end
    end).

a_state_timeout_comes() ->
    timed([{state_timeout, ?SOON, late}]),
    notes(1).

a_state_change_cancels_the_state_timeout() ->
    cast(timed([{state_timeout, ?LATER, late}]), [go]),
    notes(2).

events_do_not_cancel_the_state_timeout() ->
    cast(timed([{state_timeout, 150, late}]), [event]),
    notes(3).

a_state_timeout_belongs_to_the_new_state() ->
    Me = self(),
    cast(start(fun
        (_, go, State, Data) ->
            note(Me, {go, State}), {next_state, two, Data, [{state_timeout, ?SOON, late}]};
        (_, Event, State, _) ->
            note(Me, {Event, State}), keep_state_and_data
    end), [go]),
    notes(2).

an_event_timeout_comes() ->
    timed([{timeout, ?SOON, idle}]),
    notes(1).

any_event_cancels_the_event_timeout() ->
    cast(timed([{timeout, ?LATER, idle}]), [event]),
    notes(2).

a_generic_timeout_outlives_a_state_change() ->
    cast(timed([{{timeout, name}, 150, named}]), [go]),
    notes(3).

a_generic_timeout_can_be_replaced() ->
    cast(timed([{{timeout, last}, ?LATER, replaced}]), [go]),
    notes(2).

a_timeout_of_zero_comes_before_the_mailbox() ->
    Me = self(),
    cast(start(fun
        (_, go, State, Data) ->
            note(Me, {go, State}),
            self() ! mail,
            {next_state, two, Data, [{state_timeout, 0, zero}]};
        (_, Event, State, _) ->
            note(Me, {Event, State}), keep_state_and_data
    end), [go]),
    notes(3).

a_timeout_of_zero_comes_after_inserted_events() ->
    Me = self(),
    cast(start(fun
        (_, go, State, Data) ->
            note(Me, {go, State}),
            {next_state, two, Data, [{{timeout, name}, 0, zero}, {next_event, internal, x}]};
        (_, Event, State, _) ->
            note(Me, {Event, State}), keep_state_and_data
    end), [go]),
    notes(3).

entering(Me) ->
    entering_machine:start(Me, {ok, one, data}, fun
        (enter, Old, State, _) -> note(Me, {enter, Old, State}), keep_state_and_data;
        (_, Event, State, _) -> postponing(Me, Event, State)
    end).

the_first_state_is_entered() ->
    entering(self()),
    notes(1).

a_new_state_is_entered_first() ->
    cast(entering(self()), [a, go]),
    notes(4).

the_same_state_is_not_entered_again() ->
    cast(entering(self()), [same, keep]),
    notes(3).

a_machine_can_reply_and_stop() ->
    Machine = start(fun({call, From}, stop, _, _) ->
        {stop_and_reply, boom, [{reply, From, bye}]}
    end),
    End = watch(Machine),
    {call(Machine, stop), notes(1), reason(End)}.

a_postponed_call_fails_when_the_machine_ends() ->
    call(start(fun
        ({call, _}, get, _, _) -> self() ! 'end', {keep_state_and_data, [postpone]};
        (info, 'end', _, _) -> {stop, boom}
    end), get).
