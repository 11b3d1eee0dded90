package dev.mob.notify.platform;

import dev.mob.notify.ReceiptCarrier;

/**
 * Notifications from a gateway on this machine, which needs no account and no network: what {@code
 * gateway = local} of the notify extension uses. A host for development and tests offers it beside
 * or instead of {@link PushPlatform}. It also takes receipts, for the sender behind the gateway.
 */
public interface LocalPushPlatform extends PushPlatform, ReceiptCarrier {}
