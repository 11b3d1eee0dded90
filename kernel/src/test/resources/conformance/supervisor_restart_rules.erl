-module(supervisor_restart_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, watch/1, reason/1, show/2, until/1, pass/1]).
-import(server, [note/2, notes/1, notes/0]).
-import(tree, [of_ids/3, child/2, child/3, exits/3, pid/2, shown/1]).

flags(Strategy, Intensity) -> flags(Strategy, Intensity, 60).
flags(Strategy, Intensity, Period) ->
    #{strategy => Strategy, intensity => Intensity, period => Period}.

%% What happens after the start of a, b and c when b fails.
after_failure(Strategy, Events) ->
    Tree = of_ids(self(), Strategy, [a, b, c]),
    notes(3),
    exits(Tree, b, boom),
    {notes(Events), shown(Tree)}.

one_for_one_restarts_the_one() -> after_failure(one_for_one, 2).
one_for_all_restarts_all() -> after_failure(one_for_all, 6).
rest_for_one_restarts_the_rest() -> after_failure(rest_for_one, 4).

a_temporary_sibling_is_not_restarted() ->
    Tree = tree:start(flags(one_for_all, 10),
                      [(child(self(), a))#{restart => temporary}, child(self(), b)]),
    exits(Tree, b, boom),
    notes(5),
    shown(Tree).

a_transient_sibling_is_restarted() ->
    Tree = tree:start(flags(one_for_all, 10),
                      [(child(self(), a))#{restart => transient}, child(self(), b)]),
    exits(Tree, b, boom),
    notes(6),
    shown(Tree).

a_terminated_sibling_is_started_again() ->
    Tree = of_ids(self(), one_for_all, [a, b]),
    tree:terminate_child(Tree, a),
    exits(Tree, b, boom),
    notes(6),
    shown(Tree).

%% Whether a child of this type that ends with this reason is there again.
after_end(Type, Reason, Events) ->
    Tree = tree:start(flags(one_for_one, 1), [(child(self(), a))#{restart => Type}]),
    exits(Tree, a, Reason),
    notes(Events),
    shown(Tree).

a_permanent_child_is_restarted_after_a_normal_end() -> after_end(permanent, normal, 3).
a_permanent_child_is_restarted_after_shutdown() -> after_end(permanent, shutdown, 3).
a_transient_child_may_end_normally() -> after_end(transient, normal, 2).
a_transient_child_may_shut_down() -> after_end(transient, shutdown, 2).
a_transient_child_may_shut_down_with_a_term() -> after_end(transient, {shutdown, why}, 2).
a_transient_child_is_restarted_when_it_fails() -> after_end(transient, boom, 3).
a_temporary_child_is_never_restarted() -> after_end(temporary, boom, 2).

a_killed_child_is_restarted() ->
    Tree = of_ids(self(), one_for_one, [a]),
    exit(pid(Tree, a), kill),
    notes(2).

limited(Restarts, Period) ->
    tree:start(flags(one_for_one, Restarts, Period), [child(self(), a), child(self(), b)]).

too_many_restarts_end_the_supervisor() ->
    Tree = tree:start(flags(one_for_one, 2), [child(self(), a)]),
    End = watch(Tree),
    exits(Tree, a, boom),
    First = notes(3),
    exits(Tree, a, boom),
    Second = notes(2),
    exits(Tree, a, boom),
    Reason = reason(End),
    {Reason, First ++ Second ++ notes(1)}.

the_other_children_are_stopped_first() ->
    Tree = limited(0, 60),
    End = watch(Tree),
    exits(Tree, a, boom),
    {reason(End), notes(4)}.

restarts_of_all_children_count() ->
    Tree = limited(1, 60),
    End = watch(Tree),
    exits(Tree, a, boom),
    notes(4),
    exits(Tree, b, boom),
    reason(End).

old_restarts_do_not_count() ->
    Tree = limited(1, 1),
    exits(Tree, a, boom),
    notes(4),
    pass(2100),
    exits(Tree, a, boom),
    notes(2),
    shown(Tree).

ends_without_a_restart_do_not_count() ->
    Tree = tree:start(flags(one_for_one, 0),
                      [(child(self(), a))#{restart => temporary}, child(self(), b)]),
    exits(Tree, a, boom),
    shown(Tree).

a_failure_escalates() ->
    Below = #{id => below, type => supervisor,
              start => {supervisor, start_link, [tree, {flags(one_for_one, 0), [child(self(), a)]}]}},
    Tree = tree:start(flags(one_for_one, 1), [Below]),
    tell(pid(pid(Tree, below), a), fun() -> exit(boom) end),
    notes(3).

%% A child that cannot start at its second and later starts, up to this many times.
failing(Scenario, Id, Failures) ->
    Starts = counters:new(1, []),
    child(Scenario, Id, #{terminate => fun(_, _) -> ok end, init => fun(_) ->
        counters:add(Starts, 1, 1),
        Start = counters:get(Starts, 1),
        case Start > 1 andalso Start =< Failures + 1 of
            true -> note(Scenario, {fail, Id}), {stop, boom};
            false -> note(Scenario, {start, Id}), {ok, Id}
        end
    end}).

a_failed_restart_is_tried_again() ->
    Tree = tree:start(flags(one_for_one, 3), [failing(self(), a, 2)]),
    exits(Tree, a, boom),
    Notes = notes(4),
    until(fun() -> shown(Tree) =:= [{a, running}] end),
    {Notes, shown(Tree)}.

failed_restarts_end_the_supervisor() ->
    Tree = tree:start(flags(one_for_one, 3), [failing(self(), a, 100)]),
    End = watch(Tree),
    exits(Tree, a, boom),
    {reason(End), notes()}.

a_failed_restart_of_all_begins_again() ->
    Tree = tree:start(flags(one_for_all, 5), [child(self(), a), failing(self(), b, 1)]),
    exits(Tree, b, boom),
    notes(8).

a_failed_restart_of_the_rest_goes_on() ->
    Tree = tree:start(flags(rest_for_one, 5),
                      [child(self(), a), failing(self(), b, 1), child(self(), c)]),
    exits(Tree, a, boom),
    notes(9).
