package dev.mob.notify;

import java.util.List;

/**
 * Brings receipts to the server, by whatever way an app speaks with its server. The server hands
 * them to {@code PushSender.report}, or to {@code POST /v1/apps/APP/messages/ID/reports} of the
 * sender's HTTP API; the key of that API stays on the server.
 *
 * <p>Called by one thread at a time, which it may block for as long as its connection allows: it
 * sets time limits of its own, since nothing more is carried meanwhile.
 */
@FunctionalInterface
public interface ReceiptCarrier {
  /**
   * Has returned when the server has them. The same may be brought again after a crash; the first
   * of its kind counts there.
   *
   * @param token by which the server knows this device
   * @param receipts the oldest first, at most a hundred
   * @throws Exception when they are to be brought later: all of them are, after 1 s, 2 s … 10 min
   */
  void carry(PushToken token, List<Receipt> receipts) throws Exception;
}
