package dev.mob.host.jvm.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.testkit.conformance.StorageConformance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStorageTest implements StorageConformance {
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
  public void damage(Path file) throws IOException {
    byte[] noise = new byte[8192];
    new Random(1).nextBytes(noise);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), 4096);
    }
  }

  @Test
  void a_file_that_is_no_database_is_corrupt() throws IOException {
    Path file = folder.resolve("text.db");
    Files.writeString(file, "this is not a database, whatever its name says".repeat(100));
    assertThatThrownBy(() -> storage.open(file, ROOM))
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.CORRUPT));
  }

  @Test
  void a_truncated_file_is_corrupt() throws IOException {
    Path file = newFile();
    try (var open = storage.open(file, ROOM)) {
      for (int i = 0; i < 50; i++) {
        open.commit(
            java.util.List.of(new dev.mob.state.StorageFile.Write("a", "k" + i, new byte[2000])));
      }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    assertThatThrownBy(() -> storage.open(file, ROOM))
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.CORRUPT));
  }

  @Test
  void a_database_of_somebody_else_is_left_alone() throws SQLException {
    Path file = folder.resolve("theirs.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE theirs (x)");
    }
    assertThatThrownBy(() -> storage.open(file, ROOM))
        .isInstanceOf(StateFailure.class)
        .hasMessageContaining("not a state file");
  }

  @Test
  void a_folder_in_the_place_of_the_file_is_not_taken_for_damage() throws IOException {
    Path file = folder.resolve("folder.db");
    Files.createDirectories(file);
    assertThatThrownBy(() -> storage.open(file, ROOM))
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.IO));
  }
}
