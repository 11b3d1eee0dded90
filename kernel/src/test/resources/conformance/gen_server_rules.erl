-module(gen_server_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, received_all/2, watch/1, reason/1,
                 show/2]).
-import(server, [call/2, call/3, note/2, notes/1, notes/0]).

-define(SOON, 20).

dead(Reason) ->
    Dead = start(),
    End = watch(Dead),
    tell(Dead, fun() -> exit(Reason) end),
    reason(End),
    Dead.

%% A server that notes what comes to handle_info.
noting(Scenario) -> #{info => fun(Message, S) -> note(Scenario, Message), {noreply, S} end}.

init_makes_the_state() ->
    call(server:start(#{init => fun(_) -> {ok, made_by_init} end}), get).

init_can_stop() ->
    server:start(#{init => fun(_) -> {stop, boom} end}).

init_can_ignore() ->
    server:start(#{init => fun(_) -> ignore end}).

init_can_fail() ->
    server:start(#{init => fun(_) -> exit(boom) end}).

a_linked_starter_hears_of_a_failed_start() ->
    Starter = start(),
    in(Starter, fun() -> process_flag(trap_exit, true) end),
    Result = in(Starter, fun() -> server:start_link(#{init => fun(_) -> {stop, boom} end}) end),
    {Result, show(received(Starter, 1), [])}.

a_taken_name_refuses_the_start() ->
    Holder = server:start(server_name, #{}, state),
    show(server:start(server_name, #{}, state), [{Holder, holder}]).

a_taken_name_does_not_harm_the_starter() ->
    Holder = server:start(held_name, #{}, state),
    Starter = start(),
    Result = in(Starter, fun() ->
        gen_server:start_link({local, held_name}, server, {#{}, state}, [])
    end),
    {show(Result, [{Holder, holder}]), in(Starter, fun() -> alive end)}.

the_name_is_there_in_init() ->
    call(server:start(name_in_init, #{init => fun(_) ->
        {ok, whereis(name_in_init) =:= self()}
    end}, state), get).

a_call_is_answered() ->
    Server = server:start(#{call => fun(_, _, S) -> {reply, S, {was, S}} end}),
    {call(Server, get), call(Server, get)}.

a_call_can_be_answered_later() ->
    Server = server:start(#{
        call => fun(_, From, _) -> erlang:send_after(?SOON, self(), answer), {noreply, From} end,
        info => fun(answer, From) -> gen_server:reply(From, later), {noreply, From} end}),
    call(Server, get).

another_process_can_answer_a_call() ->
    Helper = start(),
    Server = server:start(#{call => fun(_, From, S) ->
        tell(Helper, fun() -> gen_server:reply(From, from_helper) end), {noreply, S}
    end}),
    call(Server, get).

a_second_reply_is_dropped() ->
    Server = server:start(#{call => fun(_, From, S) ->
        S =:= state orelse gen_server:reply(S, second), {reply, first, From}
    end}),
    Caller = start(),
    Reply = in(Caller, fun() -> call(Server, get) end),
    call(Server, get),
    {Reply, received_all(Server, Caller)}.

casts_and_calls_keep_their_order() ->
    Me = self(),
    Server = server:start(#{
        call => fun(N, _, S) -> note(Me, N), {reply, N, S} end,
        cast => fun(N, S) -> note(Me, N), {noreply, S} end,
        info => fun(N, S) -> note(Me, N), {noreply, S} end}),
    Client = start(),
    in(Client, fun() -> gen_server:cast(Server, 1), Server ! 2, call(Server, 3) end),
    notes(3).

a_cast_to_nobody_is_ignored() ->
    gen_server:cast(nobody_serves, hello).

a_call_to_nobody_is_noproc() ->
    {call(dead(boom), get), call(nobody_answers, get)}.

a_call_times_out() ->
    call(server:start(#{call => fun(_, _, S) -> {noreply, S} end}), get, ?SOON).

a_late_reply_never_arrives() ->
    Server = server:start(#{call => fun(_, From, _) -> {noreply, From} end,
                            info => fun(reply, From) ->
                                gen_server:reply(From, too_late), {noreply, From}
                            end}),
    Caller = start(),
    Outcome = in(Caller, fun() ->
        case call(Server, get, ?SOON) of {exit, timeout} -> timed_out; Other -> Other end
    end),
    Server ! reply,
    {Outcome, received_all(Server, Caller)}.

a_server_cannot_call_itself() ->
    Server = server:start(#{}),
    in(Server, fun() -> call(self(), get) end).

an_uncaught_call_failure_ends_the_caller() ->
    Dead = dead(boom),
    Caller = start(),
    End = watch(Caller),
    tell(Caller, fun() -> gen_server:call(Dead, get) end),
    {Reason, {gen_server, call, _}} = reason(End),
    {Reason, call}.

a_server_can_be_called_by_name() ->
    server:start(called_name, #{}, state),
    call(called_name, get).

request(Server, Timeout) ->
    Request = gen_server:send_request(Server, get),
    case gen_server:receive_response(Request, Timeout) of
        {reply, Reply} -> [{response, label, Reply}];
        {error, {Reason, _}} -> [{failure, label, Reason}];
        timeout -> [{failure, label, timeout}]
    end.

a_request_brings_its_reply() ->
    request(server:start(#{}), 10000).

a_request_to_nobody_brings_noproc() ->
    request(dead(boom), 10000).

a_request_to_an_ending_server_brings_its_reason() ->
    request(server:start(#{call => fun(_, _, S) -> {stop, boom, S} end}), 10000).

a_request_times_out() ->
    request(server:start(#{call => fun(_, _, S) -> {noreply, S} end}), ?SOON).

other_messages_go_to_handle_info() ->
    server:start(noting(self())) ! hello,
    notes(1).

an_unexpected_message_does_no_harm() ->
    Server = server:start(#{}),
    Server ! unexpected,
    call(Server, get).

continues(Scenario) ->
    maps:put(more, fun(Term, S) -> note(Scenario, {continue, Term}), {noreply, S} end,
             noting(Scenario)).

continue_from_init_comes_first() ->
    server:start(maps:put(init, fun(S) ->
        self() ! hello, {ok, S, {continue, from_init}}
    end, continues(self()))),
    notes(2).

continue_comes_before_other_messages() ->
    Server = server:start(maps:put(call, fun(_, _, S) ->
        self() ! hello, {reply, reply, S, {continue, after_reply}}
    end, continues(self()))),
    {call(Server, get), notes(2)}.

continue_can_continue() ->
    Me = self(),
    server:start(#{
        init => fun(S) -> {ok, S, {continue, 3}} end,
        more => fun(0, S) -> note(Me, 0), {noreply, S};
                   (N, S) -> note(Me, N), {noreply, S, {continue, N - 1}} end}),
    notes(4).

continue_can_stop() ->
    Me = self(),
    server:start(#{
        init => fun(S) -> {ok, S, {continue, go}} end,
        more => fun(go, S) -> {stop, boom, S} end,
        terminate => fun(Reason, _) -> note(Me, {terminate, Reason}) end}),
    notes(1).

an_idle_server_gets_timeout() ->
    server:start(maps:put(init, fun(S) -> {ok, S, ?SOON} end, noting(self()))),
    notes(1).

a_message_cancels_the_timeout() ->
    Me = self(),
    Server = server:start(#{
        init => fun(S) -> {ok, S, 300} end,
        info => fun(hello, S) -> note(Me, hello), {noreply, S};
                   (_, S) -> note(Me, {later, timeout}), {noreply, S} end}),
    Server ! hello,
    [hello] = notes(1),
    erlang:send_after(600, Server, later),
    [hello | notes(1)].

a_waiting_message_comes_before_a_timeout_of_zero() ->
    Server = server:start(maps:put(call, fun(_, _, S) ->
        self() ! hello, {reply, ok, S, 0}
    end, noting(self()))),
    call(Server, get),
    First = notes(1),
    Server ! done,
    First ++ notes(1).

a_timeout_of_zero_comes_at_once() ->
    server:start(maps:put(init, fun(S) -> {ok, S, 0} end, noting(self()))),
    notes(1).

the_timeout_can_be_set_again() ->
    Me = self(),
    server:start(#{
        init => fun(_) -> {ok, 1, ?SOON} end,
        info => fun(timeout, 3) -> note(Me, timeout), {noreply, 3};
                   (timeout, N) -> note(Me, timeout), {noreply, N + 1, ?SOON} end}),
    notes(3).

the_state_can_be_read() ->
    {_, State} = sys:get_state(server:start(#{})),
    State.

the_state_can_be_replaced() ->
    Server = server:start(#{}),
    {_, Replaced} = sys:replace_state(Server, fun({C, S}) -> {C, {new, S}} end),
    {Replaced, call(Server, get)}.

a_suspended_server_waits() ->
    Server = server:start(noting(self())),
    sys:suspend(Server),
    Server ! 1, Server ! 2,
    {_, State} = sys:get_state(Server),
    Before = notes(),
    sys:resume(Server),
    {Before, State, notes(2)}.

a_suspended_server_obeys_exit_signals() ->
    Server = server:start(#{}),
    End = watch(Server),
    sys:suspend(Server),
    exit(Server, boom),
    reason(End).

undefined_is_a_reply() ->
    call(server:start(#{call => fun(_, _, S) -> {reply, undefined, S} end}), get).
