/**
 * The Erlang Port Mapper: a client, and a server for machines where no Erlang is installed.
 *
 * <p>Source: ERTS User's Guide, "Distribution Protocol", section "EPMD Protocol".
 */
package dev.mob.cluster.epmd;
