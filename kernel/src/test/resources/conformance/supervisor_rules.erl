-module(supervisor_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, watch/1, reason/1, show/2]).
-import(server, [notes/1, notes/0]).
-import(tree, [of_ids/3, child/2, child/3, exits/3, pid/2, shown/1]).

one_for_one(Children) -> tree:start(#{strategy => one_for_one}, Children).

refused(Pid) when is_pid(Pid) -> Pid;
refused({error, _}) -> refused;
refused(Other) -> Other.

children_start_in_order() ->
    of_ids(self(), one_for_one, [a, b, c]),
    notes(3).

children_stop_in_reverse() ->
    tree:stop(of_ids(self(), one_for_one, [a, b, c])),
    notes(6).

a_child_that_fails_to_start_fails_the_supervisor() ->
    Result = one_for_one([child(self(), a),
                          child(self(), b, #{init => fun(_) -> {stop, boom} end}),
                          child(self(), c)]),
    {Result, notes(2)}.

a_child_that_ignores_is_kept() ->
    shown(one_for_one([child(self(), a, #{init => fun(_) -> ignore end}), child(self(), b)])).

a_temporary_child_that_ignores_is_forgotten() ->
    Ignoring = child(self(), a, #{init => fun(_) -> ignore end}),
    shown(one_for_one([Ignoring#{restart => temporary}, child(self(), b)])).

two_children_with_one_id_are_refused() ->
    refused(one_for_one([child(self(), a), child(self(), a)])).

a_child_is_told_to_shut_down() ->
    Tree = of_ids(self(), one_for_one, [a]),
    End = watch(pid(Tree, a)),
    {tree:terminate_child(Tree, a), notes(2), reason(End)}.

brutal_kill_kills() ->
    Tree = one_for_one([(child(self(), a))#{shutdown => brutal_kill}]),
    End = watch(pid(Tree, a)),
    {tree:terminate_child(Tree, a), notes(), reason(End)}.

start_stubborn(trapping) ->
    Pid = start(),
    link(Pid),
    in(Pid, fun() -> process_flag(trap_exit, true) end),
    {ok, Pid}.

stubborn(Shutdown) ->
    #{id => a, start => {?MODULE, start_stubborn, [trapping]}, shutdown => Shutdown}.

a_child_that_takes_too_long_is_killed() ->
    Tree = one_for_one([stubborn(50)]),
    End = watch(pid(Tree, a)),
    {tree:terminate_child(Tree, a), reason(End)}.

infinity_waits() ->
    Tree = one_for_one([stubborn(infinity)]),
    Child = pid(Tree, a),
    End = watch(Child),
    erlang:send_after(200, Child, {act, fun() -> exit(done) end}),
    {tree:terminate_child(Tree, a), reason(End)}.

a_child_without_a_link_is_stopped() ->
    Tree = of_ids(self(), one_for_one, [a]),
    in(pid(Tree, a), fun() -> unlink(Tree) end),
    {tree:terminate_child(Tree, a), notes(2)}.

the_parents_exit_signal_stops_the_tree() ->
    Me = self(),
    Parent = start(),
    Supervisor = in(Parent, fun() -> of_ids(Me, one_for_one, [a, b]) end),
    End = watch(Supervisor),
    in(Parent, fun() -> unlink(Supervisor) end),
    in(Parent, fun() -> exit(Supervisor, shutdown) end),
    {notes(4), reason(End)}.

the_children_of_a_killed_supervisor_end() ->
    exit(of_ids(self(), one_for_one, [a]), kill),
    notes(2).

a_tree_stops_from_its_leaves() ->
    Below = #{id => below, type => supervisor,
              start => {supervisor, start_link,
                        [tree, {#{strategy => one_for_one}, [child(self(), b)]}]}},
    tree:stop(one_for_one([child(self(), a), Below, child(self(), c)])),
    notes(6).

a_strangers_exit_signal_is_ignored() ->
    Tree = of_ids(self(), one_for_one, [a]),
    Stranger = start(),
    in(Stranger, fun() -> exit(Tree, boom) end),
    shown(Tree).

an_unexpected_message_does_no_harm() ->
    Tree = of_ids(self(), one_for_one, [a]),
    Tree ! unexpected,
    shown(Tree).

significant(Id, Restart) -> (child(self(), Id))#{restart => Restart, significant => true}.

auto_shutdown(Auto, Strategy, Children) ->
    tree:start(#{strategy => Strategy, auto_shutdown => Auto}, Children).

any_significant_child_shuts_down() ->
    Tree = auto_shutdown(any_significant, one_for_one,
                         [significant(a, transient), child(self(), b)]),
    End = watch(Tree),
    exits(Tree, a, normal),
    {reason(End), notes(4)}.

the_last_significant_child_shuts_down() ->
    Tree = auto_shutdown(all_significant, one_for_one,
                         [significant(a, transient), significant(b, temporary), child(self(), c)]),
    End = watch(Tree),
    exits(Tree, a, normal),
    Between = shown(Tree),
    exits(Tree, b, boom),
    {Between, reason(End)}.

a_significant_child_that_fails_is_restarted() ->
    Tree = auto_shutdown(any_significant, one_for_one, [significant(a, transient)]),
    exits(Tree, a, boom),
    notes(3),
    shown(Tree).

a_significant_child_that_is_terminated_shuts_nothing_down() ->
    Tree = auto_shutdown(any_significant, one_for_one, [significant(a, transient)]),
    {tree:terminate_child(Tree, a), shown(Tree)}.

a_significant_child_that_a_sibling_stops_shuts_nothing_down() ->
    Tree = auto_shutdown(any_significant, one_for_all,
                         [significant(a, transient), child(self(), b)]),
    exits(Tree, b, boom),
    notes(6),
    shown(Tree).

significant_needs_auto_shutdown() ->
    Start = refused(one_for_one([significant(a, transient)])),
    Tree = one_for_one([]),
    {Start, refused(tree:start_child(Tree, significant(a, transient))), shown(Tree)}.

a_permanent_child_cannot_be_significant() ->
    Start = refused(auto_shutdown(any_significant, one_for_one, [significant(a, permanent)])),
    Tree = auto_shutdown(any_significant, one_for_one, []),
    {Start, refused(tree:start_child(Tree, significant(a, permanent))), shown(Tree)}.
