package dev.mob.notify.internal;

import dev.mob.notify.ReceiptCarrier;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who brings receipts to the server now: whom the app has named last, else the local gateway, else
 * nobody. Outlives the process that keeps the receipts. Safe for use from any thread.
 */
final class Carriers {
  private final ReceiptCarrier standard;
  private final AtomicReference<ReceiptCarrier> current;

  /**
   * @param standard who does while the app has named nobody; {@code null} for nobody
   */
  Carriers(ReceiptCarrier standard) {
    this.standard = standard;
    this.current = new AtomicReference<>(standard);
  }

  /** {@code null} for nobody. */
  ReceiptCarrier current() {
    return current.get();
  }

  void name(ReceiptCarrier carrier) {
    current.set(Objects.requireNonNull(carrier, "carrier"));
  }

  /** Ends it, unless another one has been named since. */
  void end(ReceiptCarrier carrier) {
    current.compareAndSet(carrier, standard);
  }
}
