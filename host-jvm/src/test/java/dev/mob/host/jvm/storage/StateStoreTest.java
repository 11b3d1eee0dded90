package dev.mob.host.jvm.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.state.Change;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Migrations;
import dev.mob.state.Namespace;
import dev.mob.state.StateFailure;
import dev.mob.state.StateOptions;
import dev.mob.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateStoreTest {
  private static final Key<Long> COUNT = Key.of("count", Codec.LONG);
  private static final Key<String> NAME = Key.of("name", Codec.STRING);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("state.db");
  }

  private StateStore open() {
    return open(StateOptions.STANDARD);
  }

  private StateStore open(StateOptions options) {
    return StateStore.open(new SqliteStorage(), file, options);
  }

  private static void fails(StateFailure.Kind kind, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(StateFailure.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void values_come_back_typed_after_the_store_was_opened_again() {
    Key<List<String>> names = Key.of("names", Codec.STRING.list());
    try (StateStore store = open()) {
      store.namespace("a").put(names, List.of("ada", "", "Grace \uD83D\uDE00"));
      store.namespace("b").put(COUNT, Long.MIN_VALUE);
    }
    try (StateStore store = open()) {
      assertThat(store.namespace("a").get(names))
          .contains(List.of("ada", "", "Grace \uD83D\uDE00"));
      assertThat(store.namespace("b").get(COUNT)).contains(Long.MIN_VALUE);
      assertThat(store.namespace("a").get(COUNT)).isEmpty();
    }
  }

  @Test
  void a_transaction_sees_its_own_writes_and_nobody_else_sees_them_before_it_ends() {
    try (StateStore store = open()) {
      Namespace state = store.namespace("a");
      state.put(COUNT, 1L);
      state.put(NAME, "old");
      List<String> keys =
          state.transaction(
              transaction -> {
                transaction.put(COUNT, transaction.get(COUNT).orElseThrow() + 1);
                transaction.remove("name");
                assertThat(transaction.get(NAME)).isEmpty();
                assertThat(transaction.get(COUNT)).contains(2L);
                return transaction.keys("");
              });
      assertThat(keys).containsExactly("count");
      assertThat(state.keys("")).containsExactly("count");
    }
  }

  @Test
  void a_transaction_that_throws_writes_nothing() {
    try (StateStore store = open()) {
      Namespace state = store.namespace("a");
      state.put(COUNT, 1L);
      assertThatThrownBy(
              () ->
                  state.update(
                      transaction -> {
                        transaction.put(COUNT, 2L);
                        throw new IllegalStateException("changed my mind");
                      }))
          .hasMessage("changed my mind");
      assertThat(state.get(COUNT)).contains(1L);
    }
  }

  @Test
  void a_transaction_that_has_ended_and_one_within_another_are_refused() {
    try (StateStore store = open()) {
      Namespace state = store.namespace("a");
      var leaked = state.transaction(transaction -> transaction);
      assertThatThrownBy(() -> leaked.put(COUNT, 1L)).hasMessageContaining("has ended");
      assertThatThrownBy(() -> state.update(outer -> state.put(COUNT, 1L)))
          .hasMessageContaining("must not begin another");
      assertThat(state.get(COUNT)).isEmpty();
    }
  }

  @Test
  void counting_from_many_threads_loses_no_count() throws InterruptedException {
    try (StateStore store = open()) {
      Namespace state = store.namespace("a");
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int j = 0; j < 50; j++) {
                    state.update(t -> t.put(COUNT, t.get(COUNT).orElse(0L) + 1));
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(state.get(COUNT)).contains(200L);
    }
  }

  @Test
  void a_watcher_hears_of_committed_changes_under_its_prefix_in_order_until_it_ends() {
    try (StateStore store = open()) {
      Namespace state = store.namespace("a");
      List<Change> heard = new ArrayList<>();
      var watch = state.watch("job/", heard::add);
      state.put(Key.of("job/1", Codec.LONG), 1L);
      state.put(COUNT, 1L);
      store.namespace("b").put(Key.of("job/1", Codec.LONG), 1L);
      state.remove(Key.of("job/1", Codec.LONG));
      assertThat(heard).containsExactly(new Change("job/1", false), new Change("job/1", true));
      watch.withdraw();
      state.put(Key.of("job/2", Codec.LONG), 1L);
      assertThat(heard).hasSize(2);
    }
  }

  @Test
  void a_watcher_that_throws_does_not_undo_what_was_committed() {
    try (StateStore store = open()) {
      Namespace state = store.namespace("a");
      state.watch(
          "",
          change -> {
            throw new IllegalStateException("a watcher's mistake");
          });
      state.put(COUNT, 1L);
      assertThat(state.get(COUNT)).contains(1L);
    }
  }

  @Test
  void an_older_namespace_is_migrated_step_by_step_and_only_once() {
    Key<String> total = Key.of("total", Codec.STRING);
    Migrations two = Migrations.NONE.then(t -> t.put(COUNT, t.get(COUNT).orElseThrow() * 10));
    Migrations three =
        two.then(
            t -> {
              t.put(total, "total " + t.get(COUNT).orElseThrow());
              t.remove("count");
            });
    try (StateStore store = open()) {
      store.namespace("a").put(COUNT, 4L);
    }
    try (StateStore store = open()) {
      assertThat(store.namespace("a", three).get(total)).contains("total 40");
    }
    try (StateStore store = open()) {
      assertThat(store.namespace("a", three).get(total)).contains("total 40");
      assertThat(store.namespace("fresh", three).keys("")).isEmpty();
    }
  }

  @Test
  void a_migration_that_fails_leaves_the_old_version() {
    Migrations failing =
        Migrations.NONE
            .then(t -> t.put(COUNT, 99L))
            .then(
                t -> {
                  throw new IOException("no");
                });
    try (StateStore store = open()) {
      store.namespace("a").put(COUNT, 4L);
    }
    try (StateStore store = open()) {
      assertThatThrownBy(() -> store.namespace("a", failing)).hasMessageContaining("version 1");
      assertThat(store.namespace("a").get(COUNT)).contains(4L);
    }
  }

  @Test
  void what_a_newer_version_wrote_is_refused_and_kept() {
    Migrations two = Migrations.NONE.then(t -> {});
    try (StateStore store = open()) {
      store.namespace("a", two).put(COUNT, 4L);
    }
    try (StateStore store = open()) {
      fails(StateFailure.Kind.NEWER, () -> store.namespace("a"));
      assertThat(store.namespace("a", two).get(COUNT)).contains(4L);
    }
  }

  @Test
  void a_value_that_is_too_large_is_refused_with_its_place_and_the_limit() {
    try (StateStore store = open(StateOptions.STANDARD.maxValueBytes(10))) {
      assertThatThrownBy(() -> store.namespace("a").put(NAME, "eleven chars"))
          .isInstanceOf(StateFailure.class)
          .hasMessageContaining("a/name")
          .hasMessageContaining("12 bytes, 10 are allowed");
      assertThat(store.namespace("a").get(NAME)).isEmpty();
    }
  }

  @Test
  void bytes_of_another_type_are_reported_with_their_place() {
    try (StateStore store = open()) {
      store.namespace("a").put(Key.of("x", Codec.STRING), "three");
      fails(StateFailure.Kind.UNREADABLE, () -> store.namespace("a").get(Key.of("x", Codec.LONG)));
    }
  }

  @Test
  void a_corrupt_file_is_set_aside_and_reported_and_the_store_opens_empty() throws IOException {
    try (StateStore store = open()) {
      store.namespace("a").put(COUNT, 4L);
      assertThat(store.setAside()).isEmpty();
    }
    byte[] noise = "noise ".repeat(500).getBytes(StandardCharsets.UTF_8);
    Files.write(file, noise);
    try (StateStore store = open()) {
      assertThat(store.namespace("a").get(COUNT)).isEmpty();
      assertThat(store.setAside()).isPresent();
      assertThat(store.setAside().get().movedTo()).hasBinaryContent(noise);
      store.namespace("a").put(COUNT, 5L);
    }
    try (StateStore store = open()) {
      assertThat(store.namespace("a").get(COUNT)).contains(5L);
      assertThat(store.setAside()).isEmpty();
    }
  }

  @Test
  void a_file_that_cannot_be_opened_is_left_alone_and_named_with_the_mend() throws IOException {
    Files.createDirectories(file); // a folder is in the way
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.IO))
        .hasMessage(file + " cannot be opened or written; it and its folder must be writable");
    assertThat(file).isDirectory();
  }

  @Test
  void encrypted_values_come_back_and_are_nowhere_on_the_disk_as_they_are() throws IOException {
    FileKeys keys = new FileKeys(folder.resolve("keys"));
    StateOptions encrypted = StateOptions.STANDARD.encryptedBy(keys);
    try (StateStore store = open(encrypted)) {
      store.namespace("a").put(NAME, "the secret of the sphinx");
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(each, StandardCharsets.ISO_8859_1)).doesNotContain("sphinx");
      }
    }
    try (StateStore store = open(encrypted)) {
      assertThat(store.namespace("a").get(NAME)).contains("the secret of the sphinx");
    }
    assertThatThrownBy(this::open).hasMessageContaining("is encrypted");
  }

  @Test
  void a_store_whose_key_is_lost_is_set_aside_and_opens_empty() {
    try (StateStore store =
        open(StateOptions.STANDARD.encryptedBy(new FileKeys(folder.resolve("keys"))))) {
      store.namespace("a").put(NAME, "gone");
    }
    try (StateStore store =
        open(StateOptions.STANDARD.encryptedBy(new FileKeys(folder.resolve("other keys"))))) {
      assertThat(store.setAside().orElseThrow().cause().kind())
          .isEqualTo(StateFailure.Kind.KEY_LOST);
      assertThat(store.namespace("a").get(NAME)).isEmpty();
    }
  }

  @Test
  void a_closed_store_says_so() {
    StateStore store = open();
    Namespace state = store.namespace("a");
    store.close();
    store.close();
    fails(StateFailure.Kind.CLOSED, () -> state.get(COUNT));
  }
}
