-module(alias_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, received_all/2, watch/1, reason/1]).

alias_(Process) -> in(Process, fun() -> alias() end).
unalias_(Process, Alias) -> in(Process, fun() -> unalias(Alias) end).

an_alias_is_an_address() ->
    Owner = start(), Sender = start(),
    Alias = alias_(Owner),
    tell(Sender, fun() -> Alias ! hello end),
    received(Owner, 1).

an_ended_alias_drops_messages() ->
    Owner = start(), Sender = start(),
    Alias = alias_(Owner),
    tell(Sender, fun() -> Alias ! before end),
    received(Owner, 1),
    unalias_(Owner, Alias),
    tell(Sender, fun() -> Alias ! 'after' end),
    received_all(Sender, Owner).

unalias_says_whether_it_was_active() ->
    Owner = start(),
    Alias = alias_(Owner),
    {unalias_(Owner, Alias), unalias_(Owner, Alias)}.

only_the_owner_ends_an_alias() ->
    Owner = start(), Other = start(),
    Alias = alias_(Owner),
    Ended = unalias_(Other, Alias),
    tell(Other, fun() -> Alias ! still_there end),
    {Ended, received(Owner, 1)}.

aliases_are_independent() ->
    Owner = start(), Sender = start(),
    First = alias_(Owner), Second = alias_(Owner),
    unalias_(Owner, First),
    tell(Sender, fun() -> First ! by_first, Second ! by_second, Owner ! by_pid end),
    received(Owner, 2).

an_alias_goes_with_its_process() ->
    Owner = start(), Sender = start(),
    Alias = alias_(Owner),
    End = watch(Owner),
    tell(Owner, fun() -> exit(normal) end),
    reason(End),
    in(Sender, fun() -> Alias ! hello end).
