package dev.mob.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import dev.mob.state.StorageFile.Write;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a host's {@link Storage} has to do. */
public interface StorageConformance {
  /** Room enough for what the tests write. */
  long ROOM = 4 * 1024 * 1024;

  /** The storage under test. */
  Storage storage();

  /** A place for a file that does not exist, in a folder that may not exist either. */
  Path newFile();

  /** Damages a closed file so that it is no longer one of the storage's. */
  void damage(Path file) throws IOException;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Write write(String namespace, String key, String text) {
    return new Write(namespace, key, text == null ? null : bytes(text));
  }

  @Test
  default void what_was_committed_is_there_after_the_file_is_opened_again() {
    Path path = newFile();
    try (StorageFile file = storage().open(path, ROOM)) {
      file.commit(List.of(write("a", "k", "one"), write("b", "k", "two")));
    }
    try (StorageFile file = storage().open(path, ROOM)) {
      assertThat(file.get("a", "k")).isEqualTo(bytes("one"));
      assertThat(file.get("b", "k")).isEqualTo(bytes("two"));
      assertThat(file.get("a", "other")).isNull();
    }
  }

  @Test
  default void a_later_write_replaces_an_earlier_one_and_a_null_removes_it() {
    try (StorageFile file = storage().open(newFile(), ROOM)) {
      file.commit(List.of(write("a", "k", "one"), write("a", "l", "one")));
      file.commit(List.of(write("a", "k", "two"), write("a", "l", null), write("a", "m", null)));
      assertThat(file.get("a", "k")).isEqualTo(bytes("two"));
      assertThat(file.keys("a", "")).containsExactly("k");
    }
  }

  @Test
  default void values_may_be_empty_and_hold_any_byte() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (StorageFile file = storage().open(newFile(), ROOM)) {
      file.commit(List.of(new Write("a", "all", all), new Write("a", "none", new byte[0])));
      assertThat(file.get("a", "all")).isEqualTo(all);
      assertThat(file.get("a", "none")).isNotNull().isEmpty();
    }
  }

  @Test
  default void keys_come_in_order_and_only_those_that_begin_so() {
    try (StorageFile file = storage().open(newFile(), ROOM)) {
      List<Write> writes = new ArrayList<>();
      for (String key : List.of("b/2", "a", "b/10", "c", "b", "b%", "bä", "b0", "b/\uD83D\uDE00")) {
        writes.add(write("n", key, "x"));
        writes.add(write("n2", key, "x"));
      }
      file.commit(writes);
      assertThat(file.keys("n", "b/")).containsExactly("b/10", "b/2", "b/\uD83D\uDE00");
      assertThat(file.keys("n", "b%")).containsExactly("b%");
      assertThat(file.keys("n", "")).hasSize(9).startsWith("a", "b").endsWith("bä", "c");
      assertThat(file.keys("other", "")).isEmpty();
    }
  }

  @Test
  default void a_commit_that_exceeds_the_limit_changes_nothing() {
    long limit = 256 * 1024;
    try (StorageFile file = storage().open(newFile(), limit)) {
      file.commit(List.of(write("a", "k", "before")));
      List<Write> tooMuch = new ArrayList<>();
      tooMuch.add(write("a", "k", "after"));
      for (int i = 0; i < 64; i++) {
        tooMuch.add(new Write("a", "big" + i, new byte[16 * 1024]));
      }
      assertThatThrownBy(() -> file.commit(tooMuch))
          .isInstanceOfSatisfying(
              StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.FULL));
      assertThat(file.get("a", "k")).isEqualTo(bytes("before"));
      assertThat(file.keys("a", "")).containsExactly("k");
      file.commit(List.of(write("a", "k", "goes on")));
      assertThat(file.get("a", "k")).isEqualTo(bytes("goes on"));
    }
  }

  @Test
  default void a_damaged_file_is_reported_as_corrupt_and_can_be_set_aside() throws IOException {
    Path path = newFile();
    try (StorageFile file = storage().open(path, ROOM)) {
      List<Write> writes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        writes.add(new Write("a", "k" + i, new byte[1000]));
      }
      file.commit(writes);
    }
    damage(path);
    assertThatThrownBy(() -> storage().open(path, ROOM))
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.CORRUPT));
    Path aside = storage().setAside(path);
    assertThat(aside).isNotEqualTo(path);
    try (StorageFile file = storage().open(path, ROOM)) {
      assertThat(file.keys("a", "")).isEmpty();
    }
  }

  @Test
  default void closing_twice_is_closing_once_and_a_closed_file_does_no_more() {
    StorageFile file = storage().open(newFile(), ROOM);
    file.close();
    file.close();
    assertThatThrownBy(() -> file.commit(List.of(write("a", "k", "x"))))
        .isInstanceOf(StateFailure.class);
  }
}
