/**
 * Processes with Erlang's semantics: light, isolated, linked, monitored and supervised.
 *
 * <p>A process is a mailbox, a state and a {@link dev.mob.process.Behaviour}; it has no thread of
 * its own. Signals between two processes arrive in the order in which they were sent; {@code send}
 * never fails; a process that dies tells those who are linked to it or monitor it. The rules are
 * those of the Erlang Reference Manual, chapter "Processes", and of the OTP Design Principles;
 * where a class differs, its own documentation says so.
 *
 * <p>Start at {@link dev.mob.process.ProcessRuntime}; inside a process everything is reached
 * through {@link dev.mob.process.Self}.
 */
@dev.mob.api.Stable
@org.osgi.annotation.versioning.Version("1.0.0")
package dev.mob.process;
