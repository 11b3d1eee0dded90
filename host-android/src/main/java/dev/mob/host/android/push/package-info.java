/** What the notify extension needs of a platform, on Android. */
package dev.mob.host.android.push;
