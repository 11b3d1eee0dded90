/** Durable state on the JVM: SQLite files through sqlite-jdbc, and a key in a guarded file. */
package dev.mob.host.jvm.storage;
