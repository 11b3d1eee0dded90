-module(message_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, watch/1, reason/1, show/2]).

messages_keep_their_order() ->
    Sender = start(), Receiver = start(),
    tell(Sender, fun() -> [Receiver ! N || N <- lists:seq(1, 5)] end),
    received(Receiver, 5).

message_comes_before_down() ->
    Sender = start(), Receiver = start(),
    in(Receiver, fun() -> monitor(process, Sender) end),
    tell(Sender, fun() -> Receiver ! last_words, exit(normal) end),
    show(received(Receiver, 2), [{Sender, sender}]).

messages_and_exit_signals_keep_their_order() ->
    Sender = start(), Receiver = start(),
    in(Receiver, fun() -> process_flag(trap_exit, true) end),
    tell(Sender, fun() -> Receiver ! before, exit(Receiver, boom), Receiver ! 'after' end),
    show(received(Receiver, 3), [{Sender, sender}]).

order_does_not_depend_on_the_kind_of_address() ->
    Sender = start(), Receiver = start(),
    register(order_receiver, Receiver),
    tell(Sender, fun() ->
        Receiver ! 1, order_receiver ! 2, Receiver ! 3, order_receiver ! 4
    end),
    received(Receiver, 4).

sending_to_a_dead_process_does_nothing() ->
    Sender = start(), Dead = start(),
    End = watch(Dead),
    tell(Dead, fun() -> exit(normal) end),
    reason(End),
    in(Sender, fun() -> Dead ! hello end).

a_process_can_send_to_itself() ->
    Process = start(),
    tell(Process, fun() -> self() ! hello end),
    received(Process, 1).

messages_of_a_dead_process_are_gone() ->
    Process = start(), Other = start(),
    End = watch(Process),
    tell(Process, fun() -> exit(boom) end),
    tell(Process, fun() -> Other ! too_late end),
    {reason(End), received(Other)}.

spawn_does_not_wait_for_the_new_process() ->
    Parent = start(),
    tell(Parent, fun() ->
        Self = self(),
        Child = start(),
        Self ! spawned,
        tell(Child, fun() -> Self ! started end)
    end),
    received(Parent, 2).

atoms_are_written_as_erlang_writes_them() ->
    Process = start(),
    [Process ! Atom || Atom <- [ok, 'EXIT', 'hello world', a@b]],
    received(Process, 4).
