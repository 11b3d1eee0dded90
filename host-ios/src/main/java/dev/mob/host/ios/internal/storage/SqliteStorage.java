package dev.mob.host.ios.internal.storage;

import dev.mob.host.ios.internal.shim.ShimFailure;
import dev.mob.host.ios.internal.shim.Sqlite;
import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * State files as SQLite databases with a write-ahead log, by the system's own library. Each commit
 * is forced to disk (sqlite.org, "PRAGMA synchronous" and "PRAGMA fullfsync": Apple's file systems
 * need the second to survive a loss of power).
 *
 * <p>Safe for use from any thread; a file that it opened is used by one thread at a time.
 */
public final class SqliteStorage implements Storage {
  /** SQLite's {@code user_version} of the tables below; the JVM's host has the same. */
  private static final int LAYOUT = 1;

  private static final int BUSY_MILLIS = 5_000;

  private final Sqlite sqlite;

  public SqliteStorage(Sqlite sqlite) {
    this.sqlite = sqlite;
  }

  @Override
  public StorageFile open(Path file, long maxBytes) {
    long database = 0;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      database = sqlite.open(file.toAbsolutePath().toString());
      prepare(database, file, maxBytes);
      return new SqliteFile(sqlite, database, file);
    } catch (IOException e) {
      throw new StateFailure(StateFailure.Kind.IO, file + ": no folder for it can be made", e);
    } catch (ShimFailure e) {
      sqlite.close(database);
      throw failure(file, e);
    } catch (StateFailure e) {
      sqlite.close(database);
      throw e;
    }
  }

  private void prepare(long database, Path file, long maxBytes) {
    sqlite.execute(database, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    sqlite.execute(database, "PRAGMA journal_mode = WAL");
    sqlite.execute(database, "PRAGMA synchronous = FULL");
    sqlite.execute(database, "PRAGMA fullfsync = ON");
    String damage = text(database, "PRAGMA quick_check(1)");
    if (!damage.equals("ok")) {
      throw new StateFailure(StateFailure.Kind.CORRUPT, file + " is damaged: " + damage);
    }
    long layout = Long.parseLong(text(database, "PRAGMA user_version"));
    if (layout > LAYOUT) {
      throw new StateFailure(
          StateFailure.Kind.NEWER,
          file + " was written by a newer version of this app; install that one again");
    }
    if (layout == 0) {
      if (!text(database, "SELECT count(*) FROM sqlite_master").equals("0")) {
        throw new StateFailure(
            StateFailure.Kind.CORRUPT, file + " is an SQLite database, but not a state file");
      }
      sqlite.execute(
          database,
          "CREATE TABLE entry (namespace TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,"
              + " PRIMARY KEY (namespace, key)) WITHOUT ROWID");
      sqlite.execute(database, "PRAGMA user_version = " + LAYOUT);
    }
    long pageBytes = Long.parseLong(text(database, "PRAGMA page_size"));
    sqlite.execute(database, "PRAGMA max_page_count = " + Math.max(1, maxBytes / pageBytes));
  }

  private String text(long database, String query) {
    long statement = sqlite.prepare(database, query);
    try {
      return sqlite.step(statement) ? sqlite.columnText(statement, 0) : "";
    } finally {
      sqlite.finish(statement);
    }
  }

  /** What SQLite reports, in the words of the contract. */
  static StateFailure failure(Path file, ShimFailure e) {
    // Extended result codes keep the primary one in their lowest byte.
    return switch ((int) e.code() & 0xff) {
      case Sqlite.CORRUPT, Sqlite.NOTADB ->
          new StateFailure(StateFailure.Kind.CORRUPT, file + " is damaged", e);
      case Sqlite.FULL ->
          new StateFailure(
              StateFailure.Kind.FULL,
              file + " cannot grow: the disk or its limit is full; free space, or raise the limit",
              e);
      default -> new StateFailure(StateFailure.Kind.IO, file + ": " + e.getMessage(), e);
    };
  }
}
