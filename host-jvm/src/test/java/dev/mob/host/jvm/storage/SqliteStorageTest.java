package dev.mob.host.jvm.storage;

import dev.mob.state.Storage;
import dev.mob.testkit.conformance.SqliteConformance;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStorageTest implements SqliteConformance {
  @TempDir Path folder;
  private final SqliteStorage storage = new SqliteStorage();
  private int files;

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Path newFile() {
    return folder.resolve("made/by/the storage/" + files++ + ".db");
  }

  @Override
  public void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
