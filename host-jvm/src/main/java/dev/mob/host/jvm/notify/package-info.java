/** Notifications on a JVM: a gateway on this machine, and the log as what is shown. */
package dev.mob.host.jvm.notify;
