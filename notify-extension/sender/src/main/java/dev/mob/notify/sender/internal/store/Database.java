package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.OutboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The file that holds everything: one connection that writes, one that reads. WAL lets the reader
 * go on while the writer writes; {@code synchronous=FULL} means that what was committed survives
 * the loss of power (SQLite, "PRAGMA synchronous").
 *
 * <p>A lock on {@code FILE.lock} keeps a second sender out: two would each take the other's claimed
 * deliveries for left behind by a crash.
 */
public final class Database implements AutoCloseable {
  /** The schema that this code works with; {@code PRAGMA user_version} of the file. */
  static final int SCHEMA_VERSION = 2;

  private final Path file;
  private final FileChannel lockFile;
  private final Session writing;
  private final Session reading;

  private Database(Path file, FileChannel lockFile, Session writing, Session reading) {
    this.file = file;
    this.lockFile = lockFile;
    this.writing = writing;
    this.reading = reading;
  }

  /**
   * Opens or creates the file and brings its schema up to date.
   *
   * @param busyTimeout how long a statement waits for a lock that another program holds
   * @param maxSize the most bytes that the file may take, if it is to be bounded
   * @throws OutboxException when another sender has it open, when it was written by a newer
   *     version, or when it cannot be opened
   */
  public static Database open(Path file, Duration busyTimeout, Optional<Long> maxSize) {
    FileChannel lockFile = lock(file);
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(JournalMode.WAL);
      config.setSynchronous(SynchronousMode.FULL);
      config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
      config.setCacheSize(-16_000);
      config.setTempStore(SQLiteConfig.TempStore.MEMORY);
      Session writing = new Session(config.createConnection("jdbc:sqlite:" + file));
      migrate(writing, file);
      // A checkpoint each 8 MB instead of each 4: half as many syncs of the main file under load.
      writing.sql("PRAGMA wal_autocheckpoint=2000").number(0);
      if (maxSize.isPresent()) {
        long pageSize = writing.sql("PRAGMA page_size").number(4096);
        writing.sql("PRAGMA max_page_count=" + maxSize.get() / pageSize).number(0);
      }
      Session reading = new Session(config.createConnection("jdbc:sqlite:" + file));
      reading.execute("PRAGMA query_only=ON");
      return new Database(file, lockFile, writing, reading);
    } catch (SQLException | RuntimeException e) {
      release(lockFile);
      if (e instanceof SQLException sql) {
        throw Trouble.of("opened", file, sql);
      }
      throw (RuntimeException) e;
    }
  }

  Path file() {
    return file;
  }

  Session writing() {
    return writing;
  }

  Session reading() {
    return reading;
  }

  private static void migrate(Session session, Path file) throws SQLException {
    session.begin();
    try {
      long version = session.sql("PRAGMA user_version").number(0);
      if (version > SCHEMA_VERSION) {
        throw new OutboxException(
            "the outbox "
                + file
                + " has schema "
                + version
                + ", this version knows "
                + SCHEMA_VERSION
                + " at most: run the version that wrote it, or a later one");
      }
      for (long next = version + 1; next <= SCHEMA_VERSION; next++) {
        session.execute(script(next));
        session.execute("PRAGMA user_version=" + next);
      }
      session.commit();
    } catch (SQLException | RuntimeException e) {
      session.rollback();
      throw e;
    }
  }

  private static String script(long version) {
    String name = "schema-" + version + ".sql";
    try (InputStream in = Database.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar", e);
    }
  }

  private static FileChannel lock(Path file) {
    Path path = file.resolveSibling(file.getFileName() + ".lock");
    try {
      if (path.getParent() != null) {
        Files.createDirectories(path.getParent());
      }
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock == null) {
        channel.close();
        throw new OutboxException(
            "the outbox " + file + " is in use by another sender; stop it or use another file");
      }
      return channel;
    } catch (IOException e) {
      throw new OutboxException("the outbox's lock " + path + " cannot be taken: " + e, e);
    }
  }

  private static void release(FileChannel lockFile) {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the outbox's lock cannot be released", e);
    }
  }

  /** Closes both connections, which folds the log into the file, then lets the lock go. */
  @Override
  public void close() {
    try {
      reading.close();
      writing.close();
    } catch (SQLException e) {
      throw Trouble.of("closed", file, e);
    } finally {
      release(lockFile);
    }
  }
}
