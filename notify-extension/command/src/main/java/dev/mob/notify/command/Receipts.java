package dev.mob.notify.command;

import java.util.Map;

/** What became of a message at a device, as a line. */
final class Receipts {
  private static final int SHOWN_TOKEN = 16;

  private Receipts() {}

  static String line(Map<?, ?> receipt) {
    Object reason = receipt.get("reason");
    Object attempts =
        receipt.get("attempts") == null ? receipt.get("attempt") : receipt.get("attempts");
    return device(receipt)
        + "  "
        + receipt.get("state")
        + (receipt.get("tapped") != null
            ? ", tapped"
            : receipt.get("displayed") != null ? ", displayed" : "")
        + (reason == null ? "" : " (" + reason + ")")
        + (Long.valueOf(1).equals(attempts) ? "" : ", " + attempts + " attempts");
  }

  /** The beginning of its token: a whole one is an address that others can send to. */
  static String device(Map<?, ?> device) {
    String token = String.valueOf(device.get("token"));
    return device.get("platform")
        + ":"
        + (token.length() <= SHOWN_TOKEN ? token : token.substring(0, SHOWN_TOKEN) + "…");
  }
}
