package dev.mob.process;

/**
 * The server of a client-server relation: OTP's {@code gen_server}.
 *
 * <p>Clients use {@link ProcessRuntime#call}, {@link Self#call} and {@code cast}. The callbacks
 * keep OTP's names and order of arguments; {@link Init} and {@link Next} are their return values.
 * See {@link Behaviour} for threads.
 *
 * @param <S> the state
 */
public non-sealed interface GenServer<S> extends Behaviour<S> {

  /**
   * Makes the first state. {@code start} and supervisors wait until it has returned; longer work
   * goes to {@link #handleContinue}.
   */
  Init<S> init(Object argument, Self self) throws Exception;

  /** Handles a call; reply now with {@link Next#reply}, or keep {@code from} and reply later. */
  default Next<S> handleCall(Object request, From from, S state, Self self) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getName() + " handles no calls, but was called with " + request);
  }

  /** Handles a cast: a message that wants no reply. */
  default Next<S> handleCast(Object message, S state, Self self) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getName() + " handles no casts, but was sent " + message);
  }

  /**
   * Handles every other message: those of {@code send}, {@link Down}, {@link Exit}, {@link
   * Response}, timers, and {@link Timeout} when the idle time-out has passed. The default logs the
   * message as unexpected, as OTP's does.
   */
  default Next<S> handleInfo(Object message, S state, Self self) throws Exception {
    self.logUnexpected(message);
    return Next.keep();
  }

  /** Handles what a callback's {@code continueWith} left to do, before any other message. */
  default Next<S> handleContinue(Object term, S state, Self self) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getName() + " handles no continue, but got " + term);
  }
}
