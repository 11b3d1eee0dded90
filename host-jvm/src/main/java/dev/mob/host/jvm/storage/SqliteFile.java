package dev.mob.host.jvm.storage;

import dev.mob.state.StateFailure;
import dev.mob.state.StorageFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One open SQLite file, with its statements prepared once. Not safe for use by several threads. */
final class SqliteFile implements StorageFile {
  private final Path path;
  private final Connection connection;
  private Statements statements;
  private boolean closed;

  SqliteFile(Path path, Connection connection) throws SQLException {
    this.path = path;
    this.connection = connection;
    statements = new Statements(connection);
  }

  /** Prepared once, and again after a failed commit: the driver gives up those that failed. */
  private static final class Statements {
    final PreparedStatement get;
    final PreparedStatement keys;
    final PreparedStatement put;
    final PreparedStatement remove;
    final PreparedStatement begin;
    final PreparedStatement commit;
    final PreparedStatement rollback;

    Statements(Connection connection) throws SQLException {
      get = connection.prepareStatement("SELECT value FROM entry WHERE namespace = ? AND key = ?");
      keys =
          connection.prepareStatement(
              "SELECT key FROM entry WHERE namespace = ? AND key >= ? ORDER BY key");
      put = connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)");
      remove = connection.prepareStatement("DELETE FROM entry WHERE namespace = ? AND key = ?");
      begin = connection.prepareStatement("BEGIN IMMEDIATE");
      commit = connection.prepareStatement("COMMIT");
      rollback = connection.prepareStatement("ROLLBACK");
    }

    void close() throws SQLException {
      for (PreparedStatement statement : List.of(get, keys, put, remove, begin, commit, rollback)) {
        statement.close();
      }
    }
  }

  @Override
  public byte[] get(String namespace, String key) {
    PreparedStatement get = statements.get;
    try {
      get.setString(1, namespace);
      get.setString(2, key);
      try (ResultSet rows = get.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : null;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public List<String> keys(String namespace, String prefix) {
    PreparedStatement keys = statements.keys;
    try {
      keys.setString(1, namespace);
      keys.setString(2, prefix);
      List<String> found = new ArrayList<>();
      try (ResultSet rows = keys.executeQuery()) {
        // In order, so the first that does not begin so is behind the last that does.
        while (rows.next() && rows.getString(1).startsWith(prefix)) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void commit(List<Write> writes) {
    try {
      boolean alone = writes.size() == 1; // one statement is a transaction by itself
      try {
        if (!alone) {
          statements.begin.execute();
        }
        for (Write write : writes) {
          write(write);
        }
        if (!alone) {
          statements.commit.execute();
        }
      } catch (SQLException | RuntimeException e) {
        recover(e, !alone);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void recover(Exception because, boolean inTransaction) {
    try {
      if (inTransaction) {
        statements.rollback.execute();
      }
    } catch (SQLException e) {
      // Some errors, a full disk among them, have SQLite roll back by itself.
      because.addSuppressed(e);
    }
    try {
      statements.close();
      statements = new Statements(connection);
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private void write(Write write) throws SQLException {
    PreparedStatement statement = write.bytes() == null ? statements.remove : statements.put;
    statement.setString(1, write.namespace());
    statement.setString(2, write.key());
    if (write.bytes() != null) {
      statement.setBytes(3, write.bytes());
    }
    statement.executeUpdate();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private StateFailure failure(SQLException e) {
    return SqliteStorage.failure(path, e);
  }
}
