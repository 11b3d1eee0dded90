package dev.mob.notify.sender;

import java.util.Optional;

/**
 * How an app's provider fares, at one moment.
 *
 * @param app the app's name
 * @param platform the platform
 * @param state whether it takes messages
 * @param inFlight attempts under way
 * @param reason why it does not take messages, or the last trouble
 */
public record ProviderStatus(
    String app, Platform platform, State state, int inFlight, Optional<String> reason) {

  /** Whether a provider takes messages. */
  public enum State {
    /** It does. */
    CLOSED,
    /** It failed repeatedly or asked for a pause; nothing is sent until the pause is over. */
    OPEN,
    /** The pause is over and one message is tried. */
    HALF_OPEN,
    /** It refuses our credentials; an alarm was raised. One message is tried now and then. */
    HALTED,
    /** The app was paused. */
    PAUSED
  }
}
