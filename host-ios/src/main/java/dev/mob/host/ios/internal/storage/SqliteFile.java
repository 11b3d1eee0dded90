package dev.mob.host.ios.internal.storage;

import dev.mob.host.ios.internal.shim.ShimFailure;
import dev.mob.host.ios.internal.shim.Sqlite;
import dev.mob.state.StateFailure;
import dev.mob.state.StorageFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One open SQLite file, with its statements prepared once. Not safe for use by several threads. */
final class SqliteFile implements StorageFile {
  private final Sqlite sqlite;
  private final Path path;
  private final long database;
  private final long get;
  private final long keys;
  private final long put;
  private final long remove;
  private boolean closed;

  /** Takes the database over. */
  SqliteFile(Sqlite sqlite, long database, Path path) {
    this.sqlite = sqlite;
    this.database = database;
    this.path = path;
    get = sqlite.prepare(database, "SELECT value FROM entry WHERE namespace = ? AND key = ?");
    keys =
        sqlite.prepare(
            database, "SELECT key FROM entry WHERE namespace = ? AND key >= ? ORDER BY key");
    put = sqlite.prepare(database, "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)");
    remove = sqlite.prepare(database, "DELETE FROM entry WHERE namespace = ? AND key = ?");
  }

  @Override
  public byte[] get(String namespace, String key) {
    checkOpen();
    try {
      bind(get, namespace, key);
      return sqlite.step(get) ? sqlite.columnBlob(get, 0) : null;
    } catch (ShimFailure e) {
      throw SqliteStorage.failure(path, e);
    } finally {
      sqlite.reset(get);
    }
  }

  @Override
  public List<String> keys(String namespace, String prefix) {
    checkOpen();
    try {
      bind(keys, namespace, prefix);
      List<String> found = new ArrayList<>();
      while (sqlite.step(keys)) {
        String key = sqlite.columnText(keys, 0);
        if (!key.startsWith(prefix)) {
          // In order, so this one is behind the last that begins so.
          break;
        }
        found.add(key);
      }
      return found;
    } catch (ShimFailure e) {
      throw SqliteStorage.failure(path, e);
    } finally {
      sqlite.reset(keys);
    }
  }

  private void bind(long statement, String namespace, String key) {
    sqlite.bindText(statement, 1, namespace);
    sqlite.bindText(statement, 2, key);
  }

  @Override
  public void commit(List<Write> writes) {
    checkOpen();
    boolean begun = false;
    try {
      sqlite.execute(database, "BEGIN IMMEDIATE");
      begun = true;
      for (Write write : writes) {
        write(write);
      }
      sqlite.execute(database, "COMMIT");
    } catch (ShimFailure e) {
      if (begun) {
        rollback(e);
      }
      throw SqliteStorage.failure(path, e);
    }
  }

  private void rollback(ShimFailure because) {
    try {
      sqlite.execute(database, "ROLLBACK");
    } catch (ShimFailure e) {
      // Some errors, a full disk among them, have SQLite roll back by itself.
      because.addSuppressed(e);
    }
  }

  private void write(Write write) {
    long statement = write.bytes() == null ? remove : put;
    try {
      bind(statement, write.namespace(), write.key());
      if (write.bytes() != null) {
        sqlite.bindBlob(statement, 3, write.bytes());
      }
      sqlite.step(statement);
    } finally {
      sqlite.reset(statement);
    }
  }

  private void checkOpen() {
    // The shim has nothing but addresses: using one that was given back would crash the app.
    if (closed) {
      throw new StateFailure(StateFailure.Kind.CLOSED, path + " has been closed");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (long statement : new long[] {get, keys, put, remove}) {
      sqlite.finish(statement);
    }
    sqlite.close(database);
  }
}
