-module(timer_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, watch/1, reason/1]).

-define(SOON, 20).
-define(NEVER, 3600000).

send_after(Process, Time, To, Message) ->
    in(Process, fun() -> erlang:send_after(Time, To, Message) end).

cancel(Process, Timer) ->
    case in(Process, fun() -> erlang:cancel_timer(Timer) end) of
        false -> false;
        0 -> no_time_left;
        _ -> time_left
    end.

a_timer_sends_its_message() ->
    Process = start(),
    send_after(Process, ?SOON, Process, ring),
    received(Process, 1).

a_timer_of_zero_sends_its_message() ->
    Process = start(),
    send_after(Process, 0, Process, ring),
    received(Process, 1).

timers_fire_when_they_are_due() ->
    Process = start(),
    send_after(Process, 300, Process, third),
    send_after(Process, 20, Process, first),
    send_after(Process, 150, Process, second),
    received(Process, 3).

a_cancelled_timer_sends_nothing() ->
    Process = start(),
    Timer = send_after(Process, ?NEVER, Process, never),
    Left = cancel(Process, Timer),
    send_after(Process, ?SOON, Process, later),
    {Left, received(Process, 1)}.

a_fired_timer_cannot_be_cancelled() ->
    Process = start(),
    Timer = send_after(Process, ?SOON, Process, ring),
    Received = received(Process, 1),
    {Received, cancel(Process, Timer)}.

a_timer_is_cancelled_once() ->
    Process = start(),
    Timer = send_after(Process, ?NEVER, Process, never),
    {cancel(Process, Timer), cancel(Process, Timer)}.

an_unknown_timer_cannot_be_cancelled() ->
    cancel(start(), make_ref()).

another_process_can_cancel_a_timer() ->
    Process = start(), Other = start(),
    Timer = send_after(Process, ?NEVER, Process, never),
    cancel(Other, Timer).

a_timers_name_is_resolved_when_it_fires() ->
    First = start(), Second = start(),
    register(timer_name, First),
    send_after(First, 200, timer_name, ring),
    unregister(timer_name),
    register(timer_name, Second),
    OfSecond = received(Second, 1),
    {received(First), OfSecond}.

a_timer_to_a_dead_process_does_nothing() ->
    Dead = start(), Process = start(),
    send_after(Process, ?SOON, Dead, ring),
    ends(Dead),
    send_after(Process, 2 * ?SOON, Process, later),
    received(Process, 1).

a_timer_outlives_who_set_it() ->
    Setter = start(), Process = start(),
    send_after(Setter, 50, Process, ring),
    ends(Setter),
    received(Process, 1).

ends(Process) ->
    End = watch(Process),
    tell(Process, fun() -> exit(normal) end),
    reason(End).
