package dev.mob.process;

/**
 * What a {@link GenStateMachine} handles.
 *
 * @param content the request, message, or the content of the time-out
 * @param from the caller, for {@link Type#CALL}; else {@code null}
 * @param name the name of a generic time-out, for {@link Type#TIMEOUT}; else {@code null}
 */
public record Event(Type type, Object content, From from, Object name) {

  /** Where an event came from; the names are {@code gen_statem}'s. */
  public enum Type {
    CALL,
    CAST,
    INFO,
    /** Inserted by the machine itself with {@link Transition#nextEvent}. */
    INTERNAL,
    /** The state has been entered; only for machines that want {@link GenStateMachine#enter}. */
    ENTER,
    /** No event came in time. */
    EVENT_TIMEOUT,
    /** The state did not change in time. */
    STATE_TIMEOUT,
    /** A named time-out. */
    TIMEOUT
  }

  public boolean is(Type wanted, Object wantedContent) {
    return type == wanted && wantedContent.equals(content);
  }
}
