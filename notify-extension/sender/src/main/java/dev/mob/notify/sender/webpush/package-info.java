/** Web Push (RFC 8030, RFC 8291, RFC 8292), on the JDK alone. */
package dev.mob.notify.sender.webpush;
