package dev.mob.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.state.StateFailure;
import dev.mob.state.StateFailure.Kind;
import dev.mob.state.StorageFile;
import dev.mob.state.StorageFile.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a host's storage has to do when its files are SQLite databases, as those of all hosts are.
 */
public interface SqliteConformance extends StorageConformance {

  /** Runs a statement on a file that nobody has open, as another program would. */
  void execute(Path file, String statement) throws Exception;

  /** Overwrites the second page and the third, where the table is. */
  @Override
  default void damage(Path file) throws IOException {
    byte[] noise = new byte[8192];
    new Random(1).nextBytes(noise);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), 4096);
    }
  }

  private Path newFileInItsFolder() throws IOException {
    Path file = newFile();
    Files.createDirectories(file.getParent());
    return file;
  }

  private Path filled() {
    Path path = newFile();
    try (StorageFile file = storage().open(path, ROOM)) {
      List<Write> writes = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        writes.add(new Write("a", "k" + i, new byte[2000]));
      }
      file.commit(writes);
    }
    return path;
  }

  private void isRefusedAs(Kind kind, Path file) {
    assertThatThrownBy(() -> storage().open(file, ROOM))
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  @Test
  default void a_file_that_is_no_database_is_corrupt() throws IOException {
    Path file = newFileInItsFolder();
    byte[] line =
        "this is not a database, whatever its name says\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 100; i++) {
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    isRefusedAs(Kind.CORRUPT, file);
  }

  @Test
  default void a_truncated_file_is_corrupt() throws IOException {
    Path file = filled();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    isRefusedAs(Kind.CORRUPT, file);
  }

  @Test
  default void a_damaged_file_is_kept_for_whoever_wants_to_look_into_it() throws IOException {
    Path file = filled();
    damage(file);
    byte[] damaged = Files.readAllBytes(file);
    isRefusedAs(Kind.CORRUPT, file);
    byte[] kept = Files.readAllBytes(file);
    // Behind its first page, in whose counters an opened database says so.
    assertThat(Arrays.copyOfRange(kept, 4096, kept.length))
        .isEqualTo(Arrays.copyOfRange(damaged, 4096, damaged.length));
  }

  @Test
  default void a_database_of_somebody_else_is_left_alone() throws Exception {
    Path file = newFileInItsFolder();
    execute(file, "CREATE TABLE theirs (x)");
    assertThatThrownBy(() -> storage().open(file, ROOM))
        .isInstanceOf(StateFailure.class)
        .hasMessageContaining("not a state file");
    execute(file, "INSERT INTO theirs VALUES (1)");
  }

  @Test
  default void what_a_newer_app_wrote_is_not_touched() throws Exception {
    Path file = filled();
    execute(file, "PRAGMA user_version = 2");
    isRefusedAs(Kind.NEWER, file);
    execute(file, "PRAGMA user_version = 1");
    try (StorageFile again = storage().open(file, ROOM)) {
      assertThat(again.keys("a", "")).hasSize(50);
    }
  }

  @Test
  default void a_folder_in_the_place_of_the_file_is_not_taken_for_damage() throws IOException {
    Path file = newFile();
    Files.createDirectories(file);
    isRefusedAs(Kind.IO, file);
  }
}
