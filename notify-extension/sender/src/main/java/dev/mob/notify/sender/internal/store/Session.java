package dev.mob.notify.sender.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * One SQLite connection with its prepared statements, each compiled once. Used by one thread at a
 * time; owns the connection.
 */
public final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, Sql> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** The statement for this text with no parameter bound; valid until the text is asked again. */
  public Sql sql(String text) throws SQLException {
    Sql sql = statements.get(text);
    if (sql == null) {
      PreparedStatement statement = connection.prepareStatement(text);
      sql = new Sql(statement);
      statements.put(text, sql);
    }
    return sql.reset();
  }

  /** Runs statements that are not worth keeping: pragmas, schema. */
  public void execute(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** Takes the write lock at once, so that a transaction never fails half-way for want of it. */
  void begin() throws SQLException {
    sql("BEGIN IMMEDIATE").run();
  }

  void commit() throws SQLException {
    sql("COMMIT").run();
  }

  /** Rolls back if a transaction is open; SQLite itself has ended it after some errors. */
  void rollback() {
    try {
      sql("ROLLBACK").run();
    } catch (SQLException e) {
      // "cannot rollback - no transaction is active": just what is wanted.
      return;
    }
  }

  @Override
  public void close() throws SQLException {
    for (Sql sql : statements.values()) {
      sql.close();
    }
    connection.close();
  }
}
