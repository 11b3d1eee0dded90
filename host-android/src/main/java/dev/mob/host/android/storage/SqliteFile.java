package dev.mob.host.android.storage;

import android.database.Cursor;
import android.database.sqlite.SQLiteDatabase;
import android.database.sqlite.SQLiteStatement;
import dev.mob.state.StateFailure;
import dev.mob.state.StorageFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One open SQLite file. Not safe for use by several threads. */
final class SqliteFile implements StorageFile {
  /**
   * A cursor's window holds 2 MB on the smallest devices, and a row that does not fit is an
   * exception; larger values are read in pieces (developer.android.com, "CursorWindow").
   */
  private static final int PIECE = 512 * 1024;

  private final Path path;
  private final SQLiteDatabase database;

  SqliteFile(Path path, SQLiteDatabase database) {
    this.path = path;
    this.database = database;
  }

  @Override
  public byte[] get(String namespace, String key) {
    return orFail(
        () -> {
          byte[] first = piece(namespace, key, 0);
          if (first == null || first.length < PIECE) {
            return first;
          }
          return joined(namespace, key, first);
        });
  }

  private byte[] joined(String namespace, String key, byte[] first) {
    List<byte[]> pieces = new ArrayList<>();
    int length = 0;
    for (byte[] piece = first; ; piece = piece(namespace, key, length)) {
      pieces.add(piece);
      length += piece.length;
      if (piece.length < PIECE) {
        break;
      }
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  /** Null when there is no such entry; empty behind the end of its value. */
  private byte[] piece(String namespace, String key, int from) {
    String query =
        "SELECT substr(value, "
            + (from + 1)
            + ", "
            + PIECE
            + ") FROM entry WHERE namespace = ? AND key = ?";
    try (Cursor rows = database.rawQuery(query, new String[] {namespace, key})) {
      if (!rows.moveToFirst()) {
        return null;
      }
      byte[] bytes = rows.getBlob(0);
      return bytes == null ? new byte[0] : bytes; // Android reads an empty blob as none
    }
  }

  @Override
  public List<String> keys(String namespace, String prefix) {
    return orFail(
        () -> {
          List<String> found = new ArrayList<>();
          try (Cursor rows =
              database.rawQuery(
                  "SELECT key FROM entry WHERE namespace = ? AND key >= ? ORDER BY key",
                  new String[] {namespace, prefix})) {
            // In order, so the first that does not begin so is behind the last that does.
            while (rows.moveToNext() && rows.getString(0).startsWith(prefix)) {
              found.add(rows.getString(0));
            }
          }
          return found;
        });
  }

  @Override
  public void commit(List<Write> writes) {
    orFail(
        () -> {
          database.beginTransaction();
          try {
            writeAll(writes);
            database.setTransactionSuccessful();
          } catch (RuntimeException e) {
            rollBack(e);
            throw e;
          }
          database.endTransaction();
          return null;
        });
  }

  private void writeAll(List<Write> writes) {
    try (SQLiteStatement put =
            database.compileStatement("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)");
        SQLiteStatement remove =
            database.compileStatement("DELETE FROM entry WHERE namespace = ? AND key = ?")) {
      for (Write write : writes) {
        SQLiteStatement statement = write.bytes() == null ? remove : put;
        statement.bindString(1, write.namespace());
        statement.bindString(2, write.key());
        if (write.bytes() != null) {
          statement.bindBlob(3, write.bytes());
        }
        statement.executeUpdateDelete();
      }
    }
  }

  /** Some errors, a full disk among them, have SQLite roll back by itself. */
  private void rollBack(RuntimeException because) {
    try {
      database.endTransaction();
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    database.close(); // does nothing the second time
  }

  private <T> T orFail(Supplier<T> access) {
    if (!database.isOpen()) {
      throw new StateFailure(StateFailure.Kind.CLOSED, path + " is closed");
    }
    try {
      return access.get();
    } catch (StateFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw AndroidStorage.failure(path, e);
    }
  }
}
