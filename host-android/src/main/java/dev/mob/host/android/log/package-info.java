/** SLF4J's messages to Logcat. */
package dev.mob.host.android.log;
