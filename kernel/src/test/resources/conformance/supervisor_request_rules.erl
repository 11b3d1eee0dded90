-module(supervisor_request_rules).
-compile([export_all, nowarn_export_all]).
-import(server, [notes/1]).
-import(tree, [of_ids/3, child/2, child/3, exits/3, shown/1, start_child/2, terminate_child/2,
               restart_child/2, delete_child/2]).

one_for_one(Ids) -> of_ids(self(), one_for_one, Ids).
ignoring(Id) -> child(self(), Id, #{init => fun(_) -> ignore end}).

a_child_can_be_added() ->
    Tree = one_for_one([a]),
    {start_child(Tree, child(self(), b)), shown(Tree)}.

an_added_child_is_stopped_first() ->
    Tree = one_for_one([a]),
    start_child(Tree, child(self(), b)),
    notes(2),
    tree:stop(Tree),
    notes(2).

a_running_id_is_already_started() ->
    start_child(one_for_one([a]), child(self(), a)).

a_stopped_id_is_already_present() ->
    Tree = one_for_one([a]),
    terminate_child(Tree, a),
    start_child(Tree, child(self(), a)).

a_child_that_does_not_start_is_not_added() ->
    Tree = one_for_one([a]),
    {start_child(Tree, child(self(), b, #{init => fun(_) -> {stop, boom} end})), shown(Tree)}.

an_ignoring_child_is_added() ->
    Tree = one_for_one([]),
    {start_child(Tree, ignoring(a)), shown(Tree)}.

an_ignoring_temporary_child_is_not_added() ->
    Tree = one_for_one([]),
    {start_child(Tree, (ignoring(a))#{restart => temporary}), shown(Tree)}.

a_terminated_child_is_kept() ->
    Tree = one_for_one([a]),
    {terminate_child(Tree, a), shown(Tree)}.

a_terminated_temporary_child_is_forgotten() ->
    Tree = tree:start(#{}, [(child(self(), a))#{restart => temporary}]),
    {terminate_child(Tree, a), shown(Tree)}.

an_unknown_child_cannot_be_terminated() ->
    terminate_child(one_for_one([a]), z).

a_stopped_child_can_be_terminated() ->
    Tree = one_for_one([a]),
    {terminate_child(Tree, a), terminate_child(Tree, a)}.

terminating_a_child_leaves_its_siblings() ->
    Tree = of_ids(self(), rest_for_one, [a, b]),
    {terminate_child(Tree, a), shown(Tree)}.

a_terminated_child_can_be_restarted() ->
    Tree = one_for_one([a]),
    terminate_child(Tree, a),
    {restart_child(Tree, a), shown(Tree)}.

a_running_child_cannot_be_restarted() ->
    restart_child(one_for_one([a]), a).

an_unknown_child_cannot_be_restarted() ->
    restart_child(one_for_one([a]), z).

an_ended_transient_child_can_be_restarted() ->
    Tree = tree:start(#{}, [(child(self(), a))#{restart => transient}]),
    exits(Tree, a, normal),
    {restart_child(Tree, a), shown(Tree)}.

a_restarted_child_keeps_its_place() ->
    Tree = one_for_one([a, b]),
    terminate_child(Tree, a),
    restart_child(Tree, a),
    notes(4),
    tree:stop(Tree),
    notes(2).

a_stopped_child_can_be_deleted() ->
    Tree = one_for_one([a]),
    terminate_child(Tree, a),
    {delete_child(Tree, a), shown(Tree)}.

a_running_child_cannot_be_deleted() ->
    Tree = one_for_one([a]),
    {delete_child(Tree, a), shown(Tree)}.

an_unknown_child_cannot_be_deleted() ->
    delete_child(one_for_one([a]), z).

a_deleted_id_is_free() ->
    Tree = one_for_one([a]),
    terminate_child(Tree, a),
    delete_child(Tree, a),
    {start_child(Tree, child(self(), a)), shown(Tree)}.

children_are_counted() ->
    Below = #{id => below, type => supervisor,
              start => {supervisor, start_link, [tree, {#{}, []}]}},
    Tree = tree:start(#{}, [child(self(), a), Below, child(self(), b)]),
    terminate_child(Tree, a),
    tree:counted(Tree).

children_are_shown() ->
    Tree = one_for_one([a, b]),
    terminate_child(Tree, a),
    shown(Tree).
