package dev.mob.host.android.storage;

import android.database.Cursor;
import android.database.sqlite.SQLiteDatabase;
import android.database.sqlite.SQLiteDatabaseCorruptException;
import android.database.sqlite.SQLiteException;
import android.database.sqlite.SQLiteFullException;
import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * State files as SQLite databases of Android's own SQLite, with a write-ahead log. Each commit is
 * forced to disk ({@code synchronous=FULL}), so it survives a kill and a loss of power (sqlite.org,
 * "Write-Ahead Logging" and "PRAGMA synchronous"). The file is the one that the JVM host writes.
 *
 * <p>Safe for use from any thread; a file that it opened is used by one thread at a time.
 */
public final class AndroidStorage implements Storage {
  /** SQLite's {@code user_version} of the table below. */
  private static final int LAYOUT = 1;

  @Override
  public StorageFile open(Path file, long maxBytes) {
    SQLiteDatabase database = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      database =
          SQLiteDatabase.openDatabase(
              file.toAbsolutePath().toString(),
              null,
              SQLiteDatabase.CREATE_IF_NECESSARY | SQLiteDatabase.NO_LOCALIZED_COLLATORS,
              // Android's own handler deletes a damaged file; whoever owns the state decides that.
              damaged -> {});
      prepare(database, file, maxBytes);
      return new SqliteFile(file, database);
    } catch (IOException e) {
      throw new StateFailure(StateFailure.Kind.IO, file + ": no folder for it can be made", e);
    } catch (SQLiteException e) {
      closeQuietly(database, e);
      throw failure(file, e);
    } catch (RuntimeException e) {
      closeQuietly(database, e);
      throw e;
    }
  }

  private static void prepare(SQLiteDatabase database, Path file, long maxBytes) {
    // By pragma: with Android's own flag for it there is a pool, a pragma holds for one connection
    // of it, and the limit below was seen to be set on another than the one that writes.
    text(database, "PRAGMA journal_mode = WAL");
    text(database, "PRAGMA synchronous = FULL");
    String damage = text(database, "PRAGMA quick_check(1)");
    if (!damage.equals("ok")) {
      throw new StateFailure(StateFailure.Kind.CORRUPT, file + " is damaged: " + damage);
    }
    int layout = database.getVersion();
    if (layout > LAYOUT) {
      throw new StateFailure(
          StateFailure.Kind.NEWER,
          file + " was written by a newer version of this app; install that one again");
    }
    if (layout == 0) {
      // A table of Android's own for the language is no sign of another owner.
      String tables =
          "SELECT count(*) FROM sqlite_master WHERE name <> 'android_metadata' AND name NOT LIKE"
              + " 'sqlite_%'";
      if (!text(database, tables).equals("0")) {
        throw new StateFailure(
            StateFailure.Kind.CORRUPT, file + " is an SQLite database, but not a state file");
      }
      database.execSQL(
          "CREATE TABLE entry (namespace TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,"
              + " PRIMARY KEY (namespace, key)) WITHOUT ROWID");
      database.setVersion(LAYOUT);
    }
    database.setMaximumSize(Math.max(database.getPageSize(), maxBytes));
  }

  private static String text(SQLiteDatabase database, String query) {
    try (Cursor rows = database.rawQuery(query, null)) {
      return rows.moveToFirst() ? rows.getString(0) : "";
    }
  }

  /** What SQLite reports, in the words of the contract. */
  static StateFailure failure(Path file, RuntimeException e) {
    if (e instanceof SQLiteDatabaseCorruptException) {
      return new StateFailure(StateFailure.Kind.CORRUPT, file + " is damaged", e);
    }
    if (e instanceof SQLiteFullException) {
      return new StateFailure(
          StateFailure.Kind.FULL,
          file + " cannot grow: the disk or its limit is full; free space, or raise the limit",
          e);
    }
    return new StateFailure(StateFailure.Kind.IO, file + ": " + e.getMessage(), e);
  }

  private static void closeQuietly(SQLiteDatabase database, Exception because) {
    if (database != null) {
      try {
        database.close();
      } catch (RuntimeException e) {
        because.addSuppressed(e);
      }
    }
  }
}
