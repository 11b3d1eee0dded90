-module(monitor_rules).
-compile([export_all, nowarn_export_all]).
-import(actors, [start/0, in/2, tell/2, received/1, received/2, received_all/2, watch/1, reason/1,
                 show/2, until/1]).

exits(Process, Reason) -> tell(Process, fun() -> exit(Reason) end).
monitor_(Process, Target) -> in(Process, fun() -> monitor(process, Target) end).
demonitor_(Process, Ref) -> in(Process, fun() -> demonitor(Ref, [flush, info]) end).
monitors(Process) ->
    in(Process, fun() -> {monitors, All} = process_info(self(), monitors), length(All) end).
%% Without the watches of the scenario itself.
monitored_by(Process, Scenario) ->
    in(Process, fun() ->
        {monitored_by, All} = process_info(self(), monitored_by), All -- [Scenario]
    end).

down_brings_the_reason() ->
    Watcher = start(), Target = start(),
    monitor_(Watcher, Target),
    exits(Target, boom),
    show(received(Watcher, 1), [{Target, target}]).

down_comes_for_a_normal_end() ->
    Watcher = start(), Target = start(),
    monitor_(Watcher, Target),
    exits(Target, normal),
    show(received(Watcher, 1), [{Target, target}]).

monitoring_a_dead_process_gives_noproc() ->
    Dead = start(), Watcher = start(),
    End = watch(Dead),
    exits(Dead, boom),
    reason(End),
    monitor_(Watcher, Dead),
    show(received(Watcher, 1), [{Dead, dead}]).

monitors_are_unidirectional() ->
    Watcher = start(), Target = start(),
    End = watch(Watcher),
    in(Target, fun() -> process_flag(trap_exit, true) end),
    monitor_(Watcher, Target),
    exits(Watcher, boom),
    {reason(End), in(Target, fun() -> alive end), received(Target)}.

several_monitors_are_independent() ->
    Watcher = start(), Target = start(),
    First = monitor_(Watcher, Target),
    Second = monitor_(Watcher, Target),
    monitor_(Watcher, Target),
    exits(Target, boom),
    {First =/= Second, show(received(Watcher, 3), [{Target, target}])}.

a_monitor_fires_once() ->
    Watcher = start(), Target = start(),
    monitor_(Watcher, Target),
    Before = monitors(Watcher),
    exits(Target, boom),
    Downs = length(received(Watcher, 1)),
    {Before, Downs, monitors(Watcher)}.

after_demonitor_nothing_comes() ->
    Watcher = start(), Target = start(),
    End = watch(Target),
    Ref = monitor_(Watcher, Target),
    demonitor_(Watcher, Ref),
    exits(Target, boom),
    {reason(End), received(Watcher)}.

demonitor_flushes_a_down_that_has_come() ->
    Watcher = start(), Target = start(),
    Ref = monitor_(Watcher, Target),
    tell(Watcher, fun() ->
        tell(self(), fun() -> demonitor(Ref, [flush]), self() ! go_on end),
        exit(Target, boom),
        until(fun() -> {message_queue_len, N} = process_info(self(), message_queue_len), N >= 2 end)
    end),
    received(Watcher, 1).

demonitor_of_a_spent_monitor_does_nothing() ->
    Watcher = start(), Target = start(),
    Ref = monitor_(Watcher, Target),
    exits(Target, boom),
    received(Watcher, 1),
    Removed = demonitor_(Watcher, Ref),
    {Removed, show(received(Watcher), [{Target, target}])}.

demonitor_ends_one_monitor() ->
    Watcher = start(), Target = start(),
    First = monitor_(Watcher, Target),
    monitor_(Watcher, Target),
    Removed = demonitor_(Watcher, First),
    exits(Target, boom),
    received(Watcher, 1),
    {Removed, show(received_all(Watcher, Watcher), [{Target, target}])}.

a_name_can_be_monitored() ->
    Watcher = start(), Target = start(),
    register(monitored_name, Target),
    monitor_(Watcher, monitored_name),
    exits(Target, boom),
    show(received(Watcher, 1), []).

monitoring_an_unknown_name_gives_noproc() ->
    Watcher = start(),
    monitor_(Watcher, nobodys_name),
    show(received(Watcher, 1), []).

a_monitor_stays_with_the_process_not_the_name() ->
    Watcher = start(), First = start(), Second = start(),
    register(moved_name, First),
    monitor_(Watcher, moved_name),
    unregister(moved_name),
    register(moved_name, Second),
    exits(First, boom),
    Downs = show(received(Watcher, 1), []),
    {in(Second, fun() -> alive end), Downs}.

monitors_can_be_seen() ->
    Watcher = start(), Target = start(),
    monitor_(Watcher, Target),
    received_all(Watcher, Target),
    {monitors(Watcher), show(monitored_by(Target, self()), [{Watcher, watcher}])}.

the_monitors_of_a_dead_watcher_are_gone() ->
    Watcher = start(), Target = start(),
    End = watch(Watcher),
    monitor_(Watcher, Target),
    exits(Watcher, boom),
    reason(End),
    monitored_by(Target, self()).

monitoring_oneself_has_no_effect() ->
    Process = start(),
    monitor_(Process, Process),
    {received_all(Process, Process), monitors(Process)}.

down_of_a_killed_process() ->
    Watcher = start(), Target = start(),
    monitor_(Watcher, Target),
    tell(Watcher, fun() -> exit(Target, kill) end),
    show(received(Watcher, 1), [{Target, target}]).

spawn_monitor_is_atomic() ->
    Watcher = start(),
    in(Watcher, fun() -> spawn_monitor(fun() -> exit(boom) end) end),
    show(received(Watcher, 1), []).

monitors_do_not_depend_on_trap_exit() ->
    Watcher = start(), Target = start(),
    in(Watcher, fun() -> process_flag(trap_exit, true) end),
    monitor_(Watcher, Target),
    exits(Target, boom),
    show(received(Watcher, 1), [{Target, target}]).
