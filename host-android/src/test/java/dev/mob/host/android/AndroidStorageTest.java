package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.database.sqlite.SQLiteDatabase;
import dev.mob.host.android.storage.AndroidStorage;
import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import dev.mob.state.StorageFile.Write;
import dev.mob.testkit.conformance.StorageConformance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;

@RunWith(PhoneRunner.class)
public final class AndroidStorageTest implements StorageConformance {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final AndroidStorage storage = new AndroidStorage();
  private int files;

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Path newFile() {
    return folder.getRoot().toPath().resolve("made/by/the storage/" + files++ + ".db");
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
  public void a_value_larger_than_a_cursors_window_is_read_whole() {
    byte[] large = new byte[3 * 1024 * 1024 + 17];
    new Random(2).nextBytes(large);
    try (StorageFile file = storage.open(newFile(), 8 * 1024 * 1024)) {
      file.commit(List.of(new Write("a", "large", large)));
      assertThat(file.get("a", "large")).isEqualTo(large);
      byte[] whole = new byte[512 * 1024];
      file.commit(List.of(new Write("a", "one piece", whole)));
      assertThat(file.get("a", "one piece")).isEqualTo(whole);
    }
  }

  @Test
  public void a_damaged_file_is_kept_for_whoever_wants_to_look_into_it() throws IOException {
    Path path = newFile();
    try (StorageFile file = storage.open(path, ROOM)) {
      file.commit(List.of(new Write("a", "k", new byte[100_000])));
    }
    damage(path);
    long length = Files.size(path);
    assertThatThrownBy(() -> storage.open(path, ROOM)).isInstanceOf(StateFailure.class);
    assertThat(path).hasSize(length);
  }

  @Test
  public void a_database_of_somebody_else_is_left_alone() {
    Path path = newFile();
    path.getParent().toFile().mkdirs();
    try (SQLiteDatabase theirs = SQLiteDatabase.openOrCreateDatabase(path.toFile(), null)) {
      theirs.execSQL("CREATE TABLE theirs (x)");
    }
    assertThatThrownBy(() -> storage.open(path, ROOM))
        .isInstanceOf(StateFailure.class)
        .hasMessageContaining("not a state file");
  }

  @Test
  public void what_a_newer_app_wrote_is_not_touched() {
    Path path = newFile();
    storage.open(path, ROOM).close();
    try (SQLiteDatabase newer = SQLiteDatabase.openOrCreateDatabase(path.toFile(), null)) {
      newer.setVersion(2);
    }
    assertThatThrownBy(() -> storage.open(path, ROOM))
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.NEWER));
  }
}
