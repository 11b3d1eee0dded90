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
  private boolean synced = true;

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

  /**
   * Whether the next commits wait until they are on the disk. Those that do not are put there by
   * the next that does, or by a checkpoint; the file is consistent in any case (SQLite, "PRAGMA
   * synchronous": NORMAL in WAL mode). Not within a transaction.
   */
  void syncCommits(boolean sync) throws SQLException {
    if (sync != synced) {
      // Anew each time: this pragma does its work while it is compiled, not when it is run.
      execute(sync ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
      synced = sync;
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
