package dev.mob.host.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One user's folder for what lasts as long as a running kernel: which home folders have one, so
 * that {@code mob status} finds it without being told, and control sockets whose path in the home
 * folder would be too long.
 *
 * <p>It is {@code mob} in {@code XDG_RUNTIME_DIR} where there is one, else {@code mob-USER} in the
 * folder for temporary files. Immutable.
 */
public final class RunDirectory {
  /**
   * The longest path of a Unix domain socket, in bytes: {@code sun_path} holds 104 with its end on
   * macOS, 108 on Linux (unix(7)). One limit for both, so that what works here works there.
   */
  public static final int MAX_SOCKET_PATH = 103;

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;

  /**
   * @param folder used as it is; made when something is first written
   */
  public RunDirectory(Path folder) {
    this.folder = folder;
  }

  /** The run directory of this user, from these environment variables. */
  public static RunDirectory of(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return new RunDirectory(
        runtime.isEmpty()
            ? Path.of(
                System.getProperty("java.io.tmpdir"), "mob-" + System.getProperty("user.name"))
            : Path.of(runtime, "mob"));
  }

  /** The folder itself; need not exist. */
  public Path folder() {
    return folder;
  }

  /** Where the kernel with this home folder listens; the same answer for kernel and client. */
  public Path socketOf(Path home) {
    Path inHome = home.resolve("control.sock");
    return bytes(inHome) <= MAX_SOCKET_PATH ? inHome : folder.resolve(nameOf(home) + ".sock");
  }

  /**
   * Makes the folder in which {@link #socketOf} is, closed to everyone but its owner.
   *
   * @throws IOException when it cannot be made, is someone else's, or even here the path would be
   *     too long; the message says what to set
   */
  public Path prepareSocket(Path home) throws IOException {
    Path socket = socketOf(home);
    if (bytes(socket) > MAX_SOCKET_PATH) {
      throw new IOException(
          "the control socket's path is longer than the "
              + MAX_SOCKET_PATH
              + " bytes that the system allows: "
              + socket
              + "; choose a shorter --home, or set XDG_RUNTIME_DIR to a folder with a short path");
    }
    prepare(socket.getParent());
    return socket;
  }

  /**
   * Notes that a kernel runs.
   *
   * @param conf its mob.conf; both paths absolute
   */
  public void enter(Path home, Path conf) throws IOException {
    prepare(folder);
    Files.writeString(entryOf(home), home + "\n" + conf + "\n");
  }

  /** Takes the note away. */
  public void leave(Path home) throws IOException {
    Files.deleteIfExists(entryOf(home));
  }

  /** The kernels of which it is noted that they run; one that was killed is noted still. */
  public List<Entry> entries() {
    List<Entry> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.home")) {
      for (Path file : files) {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() == 2) {
          found.add(new Entry(Path.of(lines.get(0)), Path.of(lines.get(1))));
        }
      }
    } catch (IOException none) {
      // No kernel has run yet, or an entry vanished while it was read: its kernel has stopped.
      return found;
    }
    return found;
  }

  /** A kernel that runs, or ran until it was killed: its home folder and its mob.conf. */
  public record Entry(Path home, Path conf) {}

  private void prepare(Path owned) throws IOException {
    try {
      Files.createDirectories(owned.getParent());
      Files.createDirectory(owned, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    } catch (FileAlreadyExistsException there) {
      takeOver(owned);
    }
  }

  /** In a shared folder for temporary files anyone could have made it first. */
  private static void takeOver(Path owned) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(owned, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory() || !found.owner().getName().equals(System.getProperty("user.name"))) {
      throw new IOException(
          owned + " is not a folder of this user's; remove it, or set XDG_RUNTIME_DIR to one");
    }
    if (!found.permissions().equals(OWNER_ALONE)) {
      try {
        Files.setPosixFilePermissions(owned, OWNER_ALONE);
      } catch (NoSuchFileException vanished) {
        throw new IOException(owned + " was removed at this moment; start again", vanished);
      }
    }
  }

  private Path entryOf(Path home) {
    return folder.resolve(nameOf(home) + ".home");
  }

  private static String nameOf(Path home) {
    return UUID.nameUUIDFromBytes(home.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
