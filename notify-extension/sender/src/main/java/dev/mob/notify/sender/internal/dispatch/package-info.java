/**
 * From the outbox to the providers. {@link dev.mob.notify.sender.internal.dispatch.Acceptance} puts
 * messages on disk, {@link dev.mob.notify.sender.internal.dispatch.Dispatcher} owns what takes them
 * from there: the fan-out, a lane for each app and platform, and the sweeps.
 */
package dev.mob.notify.sender.internal.dispatch;
