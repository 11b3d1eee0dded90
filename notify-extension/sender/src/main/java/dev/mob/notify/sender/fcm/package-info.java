/** FCM's HTTP v1, by the Firebase Admin SDK over HTTP/2. */
package dev.mob.notify.sender.fcm;
