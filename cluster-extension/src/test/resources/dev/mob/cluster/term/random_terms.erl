%% Random terms for TermsOfErlangTest.
%%   generate FILE SEED COUNT   writes COUNT terms, each with its length before it
%%   compare  FILE SEED COUNT   reads terms back and compares each with the one first made
%%   answer   FILE SEED COUNT   reads terms of others and writes each again, to FILE.answer
-module(random_terms).
-export([main/1]).

main(["generate", File, Seed, Count]) ->
    rand:seed(exsss, list_to_integer(Seed)),
    {ok, Out} = file:open(File, [write, raw, binary, {delayed_write, 1048576, 2000}]),
    lists:foreach(
      fun(I) ->
              Binary = term_to_binary(term(4), options(I)),
              ok = file:write(Out, <<(byte_size(Binary)):32, Binary/binary>>)
      end, lists:seq(1, list_to_integer(Count))),
    ok = file:close(Out);
main(["compare", File, Seed, Count]) ->
    rand:seed(exsss, list_to_integer(Seed)),
    {ok, Bytes} = file:read_file(File),
    compare(Bytes, 1, list_to_integer(Count), 0);
main(["answer", File, _, Count]) ->
    {ok, Bytes} = file:read_file(File),
    {ok, Out} = file:open(File ++ ".answer", [write, raw, binary, {delayed_write, 1048576, 2000}]),
    answer(Bytes, 1, list_to_integer(Count), Out),
    ok = file:close(Out).

answer(<<>>, I, Count, _) when I =:= Count + 1 ->
    io:format("answered ~p~n", [Count]);
answer(<<Size:32, Binary:Size/binary, Rest/binary>>, I, Count, Out) ->
    Again = term_to_binary(binary_to_term(Binary), options(I)),
    ok = file:write(Out, <<(byte_size(Again)):32, Again/binary>>),
    answer(Rest, I + 1, Count, Out).

options(I) when I rem 10 =:= 0 -> [compressed];
options(I) when I rem 7 =:= 0 -> [{minor_version, 0}];
options(I) when I rem 3 =:= 0 -> [{minor_version, 2}];
options(_) -> [].

compare(<<>>, I, Count, Different) when I =:= Count + 1 ->
    io:format("compared ~p different ~p~n", [Count, Different]);
compare(<<Size:32, Binary:Size/binary, Rest/binary>>, I, Count, Different) ->
    Made = term(4),
    case catch binary_to_term(Binary) of
        Made -> compare(Rest, I + 1, Count, Different);
        Other ->
            Different < 5 andalso
                io:format("term ~p: made ~0P, came back ~0P~n", [I, Made, 50, Other, 50]),
            compare(Rest, I + 1, Count, Different + 1)
    end.

r(N) -> rand:uniform(N).

term(0) -> leaf(r(16));
term(Depth) ->
    case r(10) of
        1 -> list_to_tuple(terms(Depth));
        2 -> terms(Depth);
        3 -> maps:from_list([{term(Depth - 1), term(Depth - 1)} || _ <- lists:seq(1, r(6) - 1)]);
        4 -> terms(Depth) ++ leaf(r(8));
        5 -> [[alias | ref(3)] | node_name()];
        6 -> local_fun(term(Depth - 1));
        _ -> leaf(r(16))
    end.

terms(Depth) -> [term(Depth - 1) || _ <- lists:seq(1, size_of())].

size_of() ->
    case r(400) of
        1 -> 255 + r(3);
        _ -> r(5) - 1
    end.

leaf(1) -> r(300) - 20;
leaf(2) -> r(1 bsl 40) - (1 bsl 39);
leaf(3) -> (r(1 bsl 68) - (1 bsl 67));
leaf(4) -> sign() * rand:uniform(1 bsl (8 * r(40)));
leaf(5) -> case r(50) of 1 -> 1 bsl (8 * (254 + r(4))) + r(1000); _ -> edge() end;
leaf(6) -> (rand:uniform() - 0.5) * math:pow(10, r(600) - 300);
leaf(7) -> atom();
leaf(8) -> rand:bytes(r(40) - 1);
leaf(9) -> unicode:characters_to_binary(text());
leaf(10) -> text();
leaf(11) -> [r(256) - 1 || _ <- lists:seq(1, r(30))];
leaf(12) -> Bytes = rand:bytes(r(6)), Bits = r(7), <<Bytes/binary, (r(128) - 1):Bits>>;
leaf(13) -> pid();
leaf(14) -> ref(r(5));
leaf(15) -> port();
leaf(16) -> fun lists:map/2.

sign() -> case r(2) of 1 -> 1; 2 -> -1 end.

edge() ->
    lists:nth(r(18), [0, 255, 256, -1, 2147483647, 2147483648, -2147483648, -2147483649,
                      9223372036854775807, 9223372036854775808, -9223372036854775808,
                      -9223372036854775809, 18446744073709551615, 18446744073709551616,
                      0.0, [], {}, #{}]).

atom() ->
    lists:nth(r(10), [true, false, nil, undefined, '', 'Needs quotes', 'å', '日本語',
                      list_to_atom(lists:duplicate(r(255), $x)),
                      list_to_atom(lists:duplicate(250 + r(5), 16#65e5))]).

text() -> [lists:nth(r(6), [$a, $", $\\, 16#e5, 16#65e5, 16#1f600]) || _ <- lists:seq(1, r(20) - 1)].

node_name() -> lists:nth(r(3), ['a@b', 'whiteboard@127.0.0.1', 'å@host']).

%% Parts of other nodes are made from their bytes: no node is needed for them.
atom_bytes(Atom) ->
    <<131, Rest/binary>> = term_to_binary(Atom, [{minor_version, 2}]), Rest.

pid() ->
    binary_to_term(<<131, 88, (atom_bytes(node_name()))/binary, (r(1 bsl 28) - 1):32,
                     (r(1 bsl 13) - 1):32, (3 + r(1 bsl 31)):32>>).

port() ->
    binary_to_term(<<131, 120, (atom_bytes(node_name()))/binary,
                     (r(1 bsl lists:nth(r(2), [20, 60]))):64, (3 + r(1 bsl 31)):32>>).

ref(Words) ->
    Ids = << <<(r(1 bsl 32) - 1):32>> || _ <- lists:seq(2, Words) >>,
    binary_to_term(<<131, 90, Words:16, (atom_bytes(node_name()))/binary,
                     (3 + r(1 bsl 31)):32, (r(1 bsl 18) - 1):32, Ids/binary>>).

local_fun(Free) -> fun(X) -> {X, Free} end.
