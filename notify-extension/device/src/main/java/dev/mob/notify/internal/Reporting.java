package dev.mob.notify.internal;

import dev.mob.notify.Receipt;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.Address;
import dev.mob.process.Self;
import java.time.Instant;

/** Hands what has happened to the sender's messages to the process that keeps receipts. */
final class Reporting {
  private final Address receipts;
  private final PushPlatform platform;

  Reporting(Address receipts, PushPlatform platform) {
    this.receipts = receipts;
    this.platform = platform;
  }

  /**
   * @param message the id that the sender gave it
   */
  void happened(String message, Receipt.Event event, Self self) {
    Instant now = Instant.ofEpochMilli(platform.now());
    self.cast(receipts, new Receipts.Note(new Receipt(message, event, now)));
  }
}
