package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;

import android.database.sqlite.SQLiteDatabase;
import dev.mob.host.android.storage.AndroidStorage;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import dev.mob.state.StorageFile.Write;
import dev.mob.testkit.conformance.SqliteConformance;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;

@RunWith(PhoneRunner.class)
public final class AndroidStorageTest implements SqliteConformance {
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
  public void execute(Path file, String statement) {
    try (SQLiteDatabase database = SQLiteDatabase.openOrCreateDatabase(file.toFile(), null)) {
      database.execSQL(statement);
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
}
