-module(name_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, watch/1, reason/1, show/2]).

register_(Name, Process) ->
    try register(Name, Process) catch error:badarg -> badarg end.

a_registered_name_can_be_found() ->
    Process = start(),
    show({register_(found_name, Process), whereis(found_name)}, [{Process, process}]).

an_unknown_name_is_undefined() ->
    whereis(unknown_name).

a_taken_name_is_refused() ->
    First = start(), Second = start(),
    register_(taken_name, First),
    show({register_(taken_name, Second), whereis(taken_name)}, [{First, first}]).

dead(Reason) ->
    Dead = start(),
    End = watch(Dead),
    tell(Dead, fun() -> exit(Reason) end),
    reason(End),
    Dead.

a_dead_process_cannot_be_registered() ->
    register_(name_of_dead, dead(boom)).

undefined_is_no_name() ->
    register_(undefined, start()).

a_name_goes_with_its_process() ->
    Process = start(), Next = start(),
    register_(passing_name, Process),
    End = watch(Process),
    tell(Process, fun() -> exit(boom) end),
    reason(End),
    {whereis(passing_name), register_(passing_name, Next)}.

unregister_removes_the_name() ->
    Process = start(),
    register_(removed_name, Process),
    unregister(removed_name),
    {whereis(removed_name), in(Process, fun() -> alive end)}.

a_name_can_be_given_to_another() ->
    First = start(), Second = start(),
    register_(given_name, First),
    unregister(given_name),
    register_(given_name, Second),
    given_name ! for_second,
    received(Second, 1).

an_unknown_name_cannot_be_unregistered() ->
    Process = start(),
    in(Process, fun() -> try unregister(never_registered) catch error:badarg -> badarg end end).

a_name_is_an_address() ->
    Process = start(), Sender = start(),
    register_(address_name, Process),
    tell(Sender, fun() -> address_name ! hello end),
    received(Process, 1).

a_process_can_register_itself() ->
    Process = start(),
    in(Process, fun() -> register(own_name, self()) end),
    show(whereis(own_name), [{Process, process}]).

all_names_can_be_listed() ->
    register(listed_name, start()),
    Before = lists:member(listed_name, registered()),
    unregister(listed_name),
    {Before, lists:member(listed_name, registered())}.
