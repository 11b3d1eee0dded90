package dev.mob.benchmarks.push;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.sqlite.SQLiteConfig;

/**
 * What SQLite-JDBC does alone with the same bytes: one row a message with its payload and token, an
 * index on its id, 500 rows a commit. No registry, no delivery, no check.
 */
final class RawInserts implements AutoCloseable {
  private static final int BATCH = 500;

  private final Connection connection;

  RawInserts(Path folder) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    connection = config.createConnection("jdbc:sqlite:" + folder.resolve("raw.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE message (id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE,"
              + " payload TEXT NOT NULL, token TEXT NOT NULL, state INTEGER NOT NULL)");
    }
    connection.setAutoCommit(false);
  }

  double insert(int count) throws SQLException {
    long begun = System.nanoTime();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO message (uuid, payload, token, state) VALUES (?, ?, ?, 0)")) {
      for (int i = 0; i < count; i++) {
        UUID id = UUID.randomUUID();
        insert.setBytes(
            1,
            ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
        insert.setString(
            2,
            "{\"title\":\"Your turn\",\"body\":\"Ada has moved, game "
                + i
                + "\",\"data\":{\"game\":\""
                + i
                + "\"}}");
        insert.setString(3, OutboxToApns.token(i));
        insert.addBatch();
        if ((i + 1) % BATCH == 0) {
          insert.executeBatch();
          connection.commit();
        }
      }
      insert.executeBatch();
      connection.commit();
    }
    return count / ((System.nanoTime() - begun) / 1e9);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
