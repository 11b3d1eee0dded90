/** APNs, by Pushy. */
package dev.mob.notify.sender.apns;
