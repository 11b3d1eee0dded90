/** Keeps the app awake by a loop of silence. */
package dev.mob.host.ios.internal.audio;
