/** {@code mob push}: an outbox with its gateway on this machine, and the commands that use it. */
package dev.mob.notify.command;
