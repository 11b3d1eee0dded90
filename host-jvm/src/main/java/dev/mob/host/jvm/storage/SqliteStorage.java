package dev.mob.host.jvm.storage;

import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * State files as SQLite databases with a write-ahead log. Each commit is forced to disk ({@code
 * synchronous=FULL}), so it survives a kill and a loss of power (sqlite.org, "Write-Ahead Logging"
 * and "PRAGMA synchronous").
 *
 * <p>Safe for use from any thread; a file that it opened is used by one thread at a time.
 */
public final class SqliteStorage implements Storage {
  /** SQLite's {@code user_version} of the tables below. */
  private static final int LAYOUT = 1;

  private static final int BUSY_MILLIS = 5_000;

  @Override
  public StorageFile open(Path file, long maxBytes) {
    Connection connection = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      // Without DriverManager, which would look for all the drivers that there are.
      connection = JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath(), new Properties());
      prepare(connection, file, maxBytes);
      return new SqliteFile(file, connection);
    } catch (IOException e) {
      throw new StateFailure(StateFailure.Kind.IO, file + ": no folder for it can be made", e);
    } catch (SQLException | RuntimeException e) {
      closeQuietly(connection, e);
      throw e instanceof SQLException sql ? failure(file, sql) : (RuntimeException) e;
    }
  }

  private static void prepare(Connection connection, Path file, long maxBytes) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      String damage = text(statement, "PRAGMA quick_check(1)");
      if (!damage.equals("ok")) {
        throw new StateFailure(StateFailure.Kind.CORRUPT, file + " is damaged: " + damage);
      }
      long layout = Long.parseLong(text(statement, "PRAGMA user_version"));
      if (layout > LAYOUT) {
        throw new StateFailure(
            StateFailure.Kind.NEWER,
            file + " was written by a newer version of this host; install that one again");
      }
      if (layout == 0) {
        if (!text(statement, "SELECT count(*) FROM sqlite_master").equals("0")) {
          throw new StateFailure(
              StateFailure.Kind.CORRUPT, file + " is an SQLite database, but not a state file");
        }
        statement.execute(
            "CREATE TABLE entry (namespace TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,"
                + " PRIMARY KEY (namespace, key)) WITHOUT ROWID");
        statement.execute("PRAGMA user_version = " + LAYOUT);
      }
      long pageBytes = Long.parseLong(text(statement, "PRAGMA page_size"));
      statement.execute("PRAGMA max_page_count = " + Math.max(1, maxBytes / pageBytes));
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  /** What SQLite reports, in the words of the contract. */
  static StateFailure failure(Path file, SQLException e) {
    // Extended result codes keep the primary one in their lowest byte.
    int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : -1;
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return new StateFailure(StateFailure.Kind.CORRUPT, file + " is damaged", e);
    }
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return new StateFailure(
          StateFailure.Kind.FULL,
          file + " cannot grow: the disk or its limit is full; free space, or raise the limit",
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_READONLY.code) {
      return new StateFailure(
          StateFailure.Kind.IO,
          file + " cannot be opened or written; it and its folder must be writable",
          e);
    }
    return new StateFailure(StateFailure.Kind.IO, file + ": " + e.getMessage(), e);
  }

  static void closeQuietly(Connection connection, Exception because) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        because.addSuppressed(e);
      }
    }
  }
}
