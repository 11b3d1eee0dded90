/**
 * What the background extension needs of a platform, on a JVM: nobody suspends it, so staying awake
 * means not to end, and work runs when it is due.
 */
package dev.mob.host.jvm.background;
