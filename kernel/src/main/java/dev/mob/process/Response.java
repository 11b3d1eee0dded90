package dev.mob.process;

/**
 * The outcome of a request that was sent with {@link Self#sendRequest}; comes as a message, exactly
 * once for each request.
 *
 * @param request what {@code sendRequest} returned
 * @param label the caller's own note on what the request was for
 * @param reply the reply; {@code null} when the request failed
 * @param failure why there is no reply ({@code noproc}, {@code timeout}, the callee's exit reason);
 *     {@code null} when there is one
 */
public record Response(Ref request, Object label, Object reply, ExitReason failure) {
  public boolean isReply() {
    return failure == null;
  }
}
