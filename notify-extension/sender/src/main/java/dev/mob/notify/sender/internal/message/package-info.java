/** Messages as JSON and as the envelope that travels, and the rules they obey. */
package dev.mob.notify.sender.internal.message;
