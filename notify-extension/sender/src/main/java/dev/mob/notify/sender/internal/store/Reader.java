package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.OutboxException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Reads what is committed, beside the writer. One query at a time; each sees one state of the
 * database.
 */
public final class Reader {
  private final Path file;
  private final Tables tables;

  public Reader(Database database) {
    this.file = database.file();
    this.tables = new Tables(database.reading());
  }

  /**
   * Runs one query.
   *
   * @throws OutboxException when the database cannot be read
   */
  public synchronized <T> T read(Writer.Work<T> query) {
    try {
      return query.run(tables);
    } catch (SQLException e) {
      throw Trouble.of("read", file, e);
    }
  }
}
