package dev.mob.cluster;

/**
 * What one node has said to a call of several: a value, or why there is none.
 *
 * @param value the function's value as a term; {@code null} when the call failed
 * @param failure why it failed; {@code null} when it did not
 */
public record NodeAnswer(Object value, RemoteCallFailed failure) {
  public NodeAnswer {
    if ((value == null) == (failure == null)) {
      throw new IllegalArgumentException("an answer has either a value or a failure");
    }
  }

  static NodeAnswer of(Object value, Throwable failure) {
    if (failure == null || failure instanceof RemoteCallFailed) {
      return new NodeAnswer(value, (RemoteCallFailed) failure);
    }
    return new NodeAnswer(
        null, new RemoteCallFailed(RemoteCallFailed.Kind.CALL, failure.getMessage()));
  }

  /** True when the function gave a value. */
  public boolean isValue() {
    return failure == null;
  }
}
