package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.OutboxException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite says when the file, the disk or another program is in the way, and the mend. */
final class Trouble {
  private static final String ROOM =
      "the disk, or the outbox's maximum size, is exhausted: make room and send again";
  private static final String LOCKED =
      "another program holds a lock on the file: end it and send again";
  private static final String DAMAGED =
      "the file is damaged or no outbox: move it away with its -wal and -shm, and a new one is made,"
          + " or put back a copy";
  private static final String UNREACHABLE =
      "it must be a file, or none yet, in a folder where this user may write";
  private static final String FAILING = "look after the disk, and whether it is full";

  private Trouble() {}

  /** Whether the environment failed, and not this one statement. */
  static boolean isEnvironment(Exception e) {
    return mend(e) != null;
  }

  /**
   * @param what could not be done: {@code opened}, {@code read}, {@code written}
   */
  static OutboxException of(String what, Path file, SQLException e) {
    String mend = mend(e);
    return new OutboxException(
        "the outbox "
            + file
            + " cannot be "
            + what
            + ": "
            + e.getMessage()
            + (mend == null ? "" : "; " + mend),
        e);
  }

  private static String mend(Exception e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return null;
    }
    // Extended codes carry the primary one in their low byte (SQLite, "Result and Error Codes").
    int primary = sqlite.getResultCode().code & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return ROOM;
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return LOCKED;
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return DAMAGED;
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return UNREACHABLE;
    }
    if (primary == SQLiteErrorCode.SQLITE_IOERR.code
        || primary == SQLiteErrorCode.SQLITE_NOMEM.code) {
      return FAILING;
    }
    return null;
  }
}
