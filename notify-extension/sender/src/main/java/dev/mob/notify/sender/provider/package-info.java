/** What a push service has to be for the sender: one attempt, and what came of it. */
package dev.mob.notify.sender.provider;
