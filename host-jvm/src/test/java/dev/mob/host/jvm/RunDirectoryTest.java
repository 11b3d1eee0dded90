package dev.mob.host.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  @TempDir private Path folder;

  @Test
  void theSocketIsInTheHomeFolderWhereItsPathIsShortEnough() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));

    Path socket = new RunDirectory(folder.resolve("run")).prepareSocket(home);

    assertThat(socket).isEqualTo(home.resolve("control.sock"));
    assertThat(permissions(home)).isEqualTo("rwx------");
  }

  @Test
  void aLongHomeFolderHasItsSocketInTheRunDirectory() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("run"));
    Path home = folder.resolve("h".repeat(120));

    Path socket = directory.prepareSocket(home);

    assertThat(socket.getParent()).isEqualTo(folder.resolve("run"));
    assertThat(permissions(socket.getParent())).isEqualTo("rwx------");
    assertThat(directory.socketOf(home)).isEqualTo(socket);
    assertThat(directory.socketOf(folder.resolve("i".repeat(120)))).isNotEqualTo(socket);
  }

  @Test
  void whereEvenThatIsTooLongTheMessageSaysWhatToSet() {
    RunDirectory directory = new RunDirectory(folder.resolve("r".repeat(120)));

    assertThatThrownBy(() -> directory.prepareSocket(folder.resolve("h".repeat(120))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("103 bytes")
        .hasMessageContaining("XDG_RUNTIME_DIR");
  }

  @Test
  void aFolderThatIsOpenToOthersIsClosedBeforeItIsUsed() throws IOException {
    Path open = Files.createDirectory(folder.resolve("run"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    new RunDirectory(open).enter(Path.of("/home/alice"), Path.of("/alice.conf"));

    assertThat(permissions(open)).isEqualTo("rwx------");
  }

  @Test
  void aLinkInPlaceOfTheFolderIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("run"), elsewhere);

    assertThatThrownBy(
            () -> new RunDirectory(link).enter(Path.of("/home/alice"), Path.of("/alice.conf")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a folder of this user's");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void whatEnteredIsListedUntilItLeaves() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("run"));
    assertThat(directory.entries()).isEmpty();
    RunDirectory.Entry alice =
        new RunDirectory.Entry(Path.of("/home/alice"), Path.of("/etc/alice.conf"));
    RunDirectory.Entry bob = new RunDirectory.Entry(Path.of("/home/bob"), Path.of("/etc/bob.conf"));

    directory.enter(alice.home(), alice.conf());
    directory.enter(bob.home(), bob.conf());
    assertThat(directory.entries()).containsExactlyInAnyOrder(alice, bob);

    directory.leave(alice.home());
    assertThat(directory.entries()).containsExactly(bob);
  }

  @Test
  void eachUserHasOneOfTheirOwn() {
    Path home = Path.of("/" + "h".repeat(120));

    assertThat(RunDirectory.of(Map.of("XDG_RUNTIME_DIR", "/run/user/7")).socketOf(home).getParent())
        .isEqualTo(Path.of("/run/user/7/mob"));
    assertThat(RunDirectory.of(Map.of()).socketOf(home).getParent().getFileName())
        .hasToString("mob-" + System.getProperty("user.name"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
