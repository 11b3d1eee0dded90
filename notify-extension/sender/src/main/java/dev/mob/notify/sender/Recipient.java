package dev.mob.notify.sender;

import java.util.List;
import java.util.Objects;

/** Whom a message is for. */
public sealed interface Recipient {

  /** The most tokens that one message may name; for more, register them under a topic or tag. */
  int MAX_TOKENS = 10_000;

  /**
   * These devices, whether registered or not. They are resolved when the message is accepted; a
   * token named twice gets the message once.
   */
  record Tokens(List<DeviceToken> tokens) implements Recipient {
    public Tokens {
      tokens = List.copyOf(tokens);
    }
  }

  /** All devices registered for this user. */
  record User(String user) implements Recipient {
    public User {
      Objects.requireNonNull(user, "user");
    }
  }

  /** All devices subscribed to this topic in the sender's registry. */
  record Topic(String topic) implements Recipient {
    public Topic {
      Objects.requireNonNull(topic, "topic");
    }
  }

  /** All devices whose tags satisfy this expression. */
  record Tagged(TagExpression expression) implements Recipient {
    public Tagged {
      Objects.requireNonNull(expression, "expression");
    }
  }

  static Recipient token(DeviceToken token) {
    return new Tokens(List.of(token));
  }

  static Recipient tokens(List<DeviceToken> tokens) {
    return new Tokens(tokens);
  }

  static Recipient user(String user) {
    return new User(user);
  }

  static Recipient topic(String topic) {
    return new Topic(topic);
  }

  /**
   * Parses a tag expression, see {@link TagExpression#parse}.
   *
   * @throws TagSyntaxException when it is not one
   */
  static Recipient tagged(String expression) {
    return new Tagged(TagExpression.parse(expression));
  }
}
