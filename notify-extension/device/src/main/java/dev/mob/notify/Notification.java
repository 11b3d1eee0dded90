package dev.mob.notify;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A push message or a local notification, as a subscriber gets it. Immutable.
 *
 * <p>It comes as a <em>call</em> ({@link dev.mob.process.GenServer#handleCall}), and its reply is
 * the acknowledgement: a {@link PushResult}, or anything else for {@link PushResult#NEW_DATA}. A
 * subscriber that replies {@link PushResult#FAILED}, crashes or does not reply in time gets it
 * again.
 */
public final class Notification {
  private final String id;
  private final String title;
  private final String body;
  private final Map<String, String> data;
  private final Source source;
  private final Presentation presentation;
  private final String action;
  private final String text;
  private final Instant received;
  private final int attempt;

  /**
   * @param action {@code null} for none
   * @param text {@code null} for none
   * @param attempt 1 for the first
   */
  public Notification(
      String id,
      String title,
      String body,
      Map<String, String> data,
      Source source,
      Presentation presentation,
      String action,
      String text,
      Instant received,
      int attempt) {
    this.id = Objects.requireNonNull(id, "id");
    this.title = Objects.requireNonNull(title, "title");
    this.body = Objects.requireNonNull(body, "body");
    this.data = Collections.unmodifiableMap(new TreeMap<>(data));
    this.source = Objects.requireNonNull(source, "source");
    this.presentation = Objects.requireNonNull(presentation, "presentation");
    this.action = action;
    this.text = text;
    this.received = Objects.requireNonNull(received, "received");
    this.attempt = attempt;
  }

  /** The same at a later attempt. */
  public Notification attempt(int number) {
    return new Notification(
        id, title, body, data, source, presentation, action, text, received, number);
  }

  /** The sender's id of a push message, the id under which a local one was scheduled. */
  public String id() {
    return id;
  }

  /**
   * Empty when it has none, or when it is a key of the app's strings that the platform looks up.
   */
  public String title() {
    return title;
  }

  /**
   * Empty when it has none, or when it is a key of the app's strings that the platform looks up.
   */
  public String body() {
    return body;
  }

  /** What the app's server, or the app, has sent along. */
  public Map<String, String> data() {
    return data;
  }

  public Source source() {
    return source;
  }

  public Presentation presentation() {
    return presentation;
  }

  /** The id of the {@link Action} that the user has chosen; empty for the notification itself. */
  public Optional<String> action() {
    return Optional.ofNullable(action);
  }

  /** What the user has typed as an answer. */
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** When it came to this device, by the phone's clock. */
  public Instant received() {
    return received;
  }

  /** How often it has been delivered to this subscriber, with this time. */
  public int attempt() {
    return attempt;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Notification)) {
      return false;
    }
    Notification that = (Notification) other;
    return id.equals(that.id)
        && title.equals(that.title)
        && body.equals(that.body)
        && data.equals(that.data)
        && source == that.source
        && presentation == that.presentation
        && Objects.equals(action, that.action)
        && Objects.equals(text, that.text)
        && received.equals(that.received)
        && attempt == that.attempt;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, source, presentation, received, attempt);
  }

  /** Without what it says: messages are private, and this ends in logs. */
  @Override
  public String toString() {
    return "Notification["
        + id
        + ", "
        + source
        + ", "
        + presentation
        + (action == null ? "" : ", action " + action)
        + (attempt == 1 ? "" : ", attempt " + attempt)
        + "]";
  }
}
