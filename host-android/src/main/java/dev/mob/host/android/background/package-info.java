/** What the background extension needs of a platform, on Android. */
package dev.mob.host.android.background;
