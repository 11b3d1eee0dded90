package dev.mob.host.ios.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.host.ios.internal.shim.Keychain;
import dev.mob.host.ios.internal.shim.ShimFailure;
import dev.mob.host.ios.internal.shim.Sqlite;
import dev.mob.host.ios.internal.storage.KeychainKeys;
import dev.mob.host.ios.internal.storage.SqliteStorage;
import dev.mob.state.Storage;
import dev.mob.testkit.conformance.SqliteConformance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's SQLite and the keychain, through the shim. */
final class StorageOnPhone implements SqliteConformance {
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
  public void execute(Path file, String statement) {
    Sqlite sqlite = new Sqlite();
    long database = sqlite.open(file.toString());
    try {
      sqlite.execute(database, statement);
    } finally {
      sqlite.close(database);
    }
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
