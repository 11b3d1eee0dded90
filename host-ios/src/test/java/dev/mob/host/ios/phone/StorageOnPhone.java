package dev.mob.host.ios.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.host.ios.internal.shim.Keychain;
import dev.mob.host.ios.internal.shim.ShimFailure;
import dev.mob.host.ios.internal.shim.Sqlite;
import dev.mob.host.ios.internal.storage.KeychainKeys;
import dev.mob.host.ios.internal.storage.SqliteStorage;
import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.testkit.conformance.StorageConformance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's SQLite and the keychain, through the shim. */
final class StorageOnPhone implements StorageConformance {
  @TempDir Path folder;
  private final SqliteStorage storage = new SqliteStorage(new Sqlite());
  private int files;

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Path newFile() {
    return folder.resolve("made/bei der Ablage/" + files++ + ".db");
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
  void a_folder_in_the_place_of_the_file_is_not_taken_for_damage() throws IOException {
    Path file = folder.resolve("folder.db");
    Files.createDirectories(file);
    assertThatThrownBy(() -> storage.open(file, ROOM))
        .isInstanceOfSatisfying(
            StateFailure.class, e -> assertThat(e.kind()).isEqualTo(StateFailure.Kind.IO));
  }

  @Test
  void a_statement_that_is_wrong_is_told_in_sqlites_words() {
    Sqlite sqlite = new Sqlite();
    long database = sqlite.open(folder.resolve("wrong.db").toString());
    assertThatThrownBy(() -> sqlite.execute(database, "SELEKT 1"))
        .isInstanceOfSatisfying(
            ShimFailure.class,
            e -> {
              assertThat(e.domain()).isEqualTo("sqlite3");
              assertThat(e.code()).isEqualTo(1);
              assertThat(e).hasMessageContaining("syntax error");
            });
    sqlite.close(database);
  }

  @Test
  void what_was_sealed_opens_again_with_the_keychains_key_and_with_no_other()
      throws GeneralSecurityException {
    KeychainKeys keys = new KeychainKeys(new Keychain(), "dev.mob.test");
    byte[] plain = "ein Geheimnis \uD83D\uDD11".getBytes(StandardCharsets.UTF_8);
    byte[] sealed = keys.seal("state", plain);
    assertThat(sealed).isNotEqualTo(plain);
    assertThat(new KeychainKeys(new Keychain(), "dev.mob.test").open("state", sealed))
        .isEqualTo(plain);
    assertThatThrownBy(() -> keys.open("another", sealed))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("made on another device");
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> keys.open("state", sealed))
        .isInstanceOf(GeneralSecurityException.class);
    assertThat(Iphone.asked("keychain")).containsExactly("keychain item, accessible cku");
  }

  @Test
  void a_key_that_was_removed_is_gone() throws GeneralSecurityException {
    Keychain keychain = new Keychain();
    KeychainKeys keys = new KeychainKeys(keychain, "dev.mob.test");
    byte[] sealed = keys.seal("passing", new byte[] {1});
    keychain.remove("dev.mob.test", "passing");
    keychain.remove("dev.mob.test", "passing");
    assertThatThrownBy(() -> keys.open("passing", sealed))
        .isInstanceOf(GeneralSecurityException.class);
    assertThat(Iphone.asked("keychain")).hasSize(1);
  }
}
