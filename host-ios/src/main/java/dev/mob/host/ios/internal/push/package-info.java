/** Notifications: APNs and the notification centre. */
package dev.mob.host.ios.internal.push;
