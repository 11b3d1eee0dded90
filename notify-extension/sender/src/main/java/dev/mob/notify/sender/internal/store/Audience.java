package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.TagExpression;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The query that finds a recipient's valid devices in the order of their numbers: {@code SELECT id,
 * platform}, to be bound with {@link #bind}. A page costs what it returns, not what was before it.
 *
 * <p>A tag expression that some tag must satisfy ({@code a && …}) walks that tag's part of the
 * label index; any other walks the app's devices and tests each.
 */
final class Audience {
  private final String sql;
  private final List<Object> leading;
  private final List<Object> trailing;

  private Audience(String sql, List<Object> leading, List<Object> trailing) {
    this.sql = sql;
    this.leading = leading;
    this.trailing = trailing;
  }

  /** The devices of a user, a topic or a tag expression on these platforms. */
  static Audience of(long app, Recipient recipient, Collection<Platform> platforms) {
    String valid =
        " AND v.invalid_at IS NULL AND v.platform IN ("
            + new TreeSet<>(platforms)
                .stream().map(p -> Integer.toString(p.code())).collect(Collectors.joining(","))
            + ")";
    if (recipient instanceof Recipient.User user) {
      return new Audience(
          "SELECT v.id AS id, v.platform AS platform FROM device v"
              + " WHERE v.app = ? AND v.user = ? AND v.id > ? AND v.id <= ?"
              + valid
              + " ORDER BY v.id LIMIT ?",
          List.of(app, user.user()),
          List.of());
    }
    if (recipient instanceof Recipient.Topic topic) {
      return labelled(app, LabelKind.TOPIC, topic.topic(), "", List.of(), valid);
    }
    if (recipient instanceof Recipient.Tagged tagged) {
      List<Object> parameters = new ArrayList<>();
      Optional<String> required = requiredTag(tagged.expression());
      if (required.isPresent()) {
        String condition = " AND " + condition(tagged.expression(), app, "l.device", parameters);
        return labelled(app, LabelKind.TAG, required.get(), condition, parameters, valid);
      }
      String condition = condition(tagged.expression(), app, "v.id", parameters);
      return new Audience(
          "SELECT v.id AS id, v.platform AS platform FROM device v"
              + " WHERE v.app = ? AND v.id > ? AND v.id <= ? AND "
              + condition
              + valid
              + " ORDER BY v.id LIMIT ?",
          List.of(app),
          parameters);
    }
    throw new IllegalArgumentException("tokens are resolved one by one: " + recipient);
  }

  private static Audience labelled(
      long app,
      LabelKind kind,
      String name,
      String condition,
      List<Object> conditionParameters,
      String valid) {
    return new Audience(
        "SELECT l.device AS id, v.platform AS platform FROM label l"
            + " CROSS JOIN device v ON v.id = l.device"
            + " WHERE l.app = ? AND l.kind = "
            + kind.code()
            + " AND l.name = ? AND l.device > ? AND l.device <= ?"
            + condition
            + valid
            + " ORDER BY l.device LIMIT ?",
        List.of(app, name),
        conditionParameters);
  }

  String sql() {
    return sql;
  }

  /**
   * Binds the query's parameters: devices with {@code after < id <= upto}, at most {@code limit}.
   */
  Sql bind(Sql statement, long after, long upto, int limit) throws SQLException {
    bindAll(statement, leading);
    statement.bind(after).bind(upto);
    bindAll(statement, trailing);
    return statement.bind(limit);
  }

  private static void bindAll(Sql statement, List<Object> values) throws SQLException {
    for (Object value : values) {
      if (value instanceof Long number) {
        statement.bind(number.longValue());
      } else {
        statement.bind((String) value);
      }
    }
  }

  /** A tag without which the expression is false. */
  private static Optional<String> requiredTag(TagExpression expression) {
    if (expression instanceof TagExpression.Tag tag) {
      return Optional.of(tag.name());
    }
    if (expression instanceof TagExpression.And and) {
      return requiredTag(and.left()).or(() -> requiredTag(and.right()));
    }
    return Optional.empty();
  }

  private static String condition(
      TagExpression expression, long app, String device, List<Object> parameters) {
    if (expression instanceof TagExpression.Tag tag) {
      parameters.add(tag.name());
      return "EXISTS (SELECT 1 FROM label t WHERE t.app = "
          + app
          + " AND t.kind = 0 AND t.name = ? AND t.device = "
          + device
          + ")";
    }
    if (expression instanceof TagExpression.Not not) {
      return "NOT " + condition(not.inner(), app, device, parameters);
    }
    if (expression instanceof TagExpression.And and) {
      return "("
          + condition(and.left(), app, device, parameters)
          + " AND "
          + condition(and.right(), app, device, parameters)
          + ")";
    }
    TagExpression.Or or = (TagExpression.Or) expression;
    return "("
        + condition(or.left(), app, device, parameters)
        + " OR "
        + condition(or.right(), app, device, parameters)
        + ")";
  }
}
