/** Notifications on the device: what an app and other extensions use. */
package dev.mob.notify;
