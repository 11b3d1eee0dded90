/** Distribution: Mob to Erlang and Mob to Mob, beside Erlang to Erlang and jinterface. */
package dev.mob.benchmarks.distribution;
