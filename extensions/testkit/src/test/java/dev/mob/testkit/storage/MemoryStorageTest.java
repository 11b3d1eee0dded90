package dev.mob.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import dev.mob.testkit.conformance.StorageConformance;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryStorageTest implements StorageConformance {
  private final MemoryStorage storage = new MemoryStorage();

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Path newFile() {
    return Paths.get("/disk/file-" + storage.files().size());
  }

  @Override
  public void damage(Path file) {
    storage.damage(file);
  }

  @Test
  void a_killed_process_writes_no_more_and_its_successor_finds_what_was_committed() {
    Path path = newFile();
    StorageFile before = storage.open(path, ROOM);
    before.commit(List.of(new StorageFile.Write("a", "k", new byte[] {1})));
    MemoryStorage successor = storage.restarted();
    assertThatThrownBy(() -> before.commit(List.of(new StorageFile.Write("a", "k", new byte[0]))))
        .isInstanceOf(StateFailure.class);
    assertThat(successor.open(path, ROOM).get("a", "k")).containsExactly(1);
  }

  @Test
  void a_kill_before_a_commit_leaves_the_old_state_and_one_after_it_the_new_one() {
    Path path = newFile();
    RuntimeException killed = new IllegalStateException("killed");
    Runnable kill =
        () -> {
          throw killed;
        };
    MemoryStorage first = storage.restarted(kill, () -> {});
    StorageFile file = first.open(path, ROOM);
    assertThatThrownBy(() -> file.commit(List.of(new StorageFile.Write("a", "k", new byte[1]))))
        .isSameAs(killed);
    MemoryStorage second = first.restarted(() -> {}, kill);
    StorageFile again = second.open(path, ROOM);
    assertThat(again.get("a", "k")).isNull();
    assertThatThrownBy(() -> again.commit(List.of(new StorageFile.Write("a", "k", new byte[1]))))
        .isSameAs(killed);
    assertThat(second.restarted().open(path, ROOM).get("a", "k")).hasSize(1);
  }
}
