package dev.mob.notify.sender;

/**
 * The outbox could not do what was asked: disk full, database locked by someone else, service
 * closed. Nothing of the request was kept; it may be made again, best with an idempotency key.
 */
public final class OutboxException extends RuntimeException {
  public OutboxException(String message, Throwable cause) {
    super(message, cause);
  }

  public OutboxException(String message) {
    super(message);
  }
}
