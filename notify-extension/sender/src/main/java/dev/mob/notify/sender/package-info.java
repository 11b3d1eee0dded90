/**
 * Push messages from a server: {@link dev.mob.notify.sender.PushService} runs the outbox, {@link
 * dev.mob.notify.sender.PushSender} is one app's way in, {@link dev.mob.notify.sender.PushMessage}
 * what it sends, {@link dev.mob.notify.sender.Recipient} whom to. {@code docs/push-sender.md} tells
 * the whole.
 */
package dev.mob.notify.sender;
