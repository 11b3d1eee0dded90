/** Java's log in the system's. */
package dev.mob.host.ios.internal.log;
