package dev.mob.state;

import dev.mob.config.Permission;
import dev.mob.host.PlatformService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps bytes in files that survive a kill at any moment. A host offers it, on SQLite: sqlite-jdbc
 * on the JVM, {@code android.database.sqlite} on Android, {@code sqlite3} on iOS.
 */
public interface Storage extends PlatformService {

  /** An extension that keeps state declares that it does. */
  @Override
  default Optional<Permission> permission() {
    return Optional.of(Permission.STORAGE);
  }

  /**
   * Opens a file, or makes it with the folders above it, and checks that it is whole.
   *
   * @param file where it is; an implementation may keep further files beside it with longer names
   * @param maxBytes how large it may grow; later commits that would exceed it fail as {@link
   *     StateFailure.Kind#FULL} and change nothing
   * @throws StateFailure as {@link StateFailure.Kind#CORRUPT} when what is there is not such a file
   *     or is damaged; as {@link StateFailure.Kind#IO} when it cannot be opened
   */
  StorageFile open(Path file, long maxBytes);

  /**
   * Moves a file that cannot be used out of the way, so that a new one can be made in its place. It
   * is kept, for whoever wants to look into it.
   *
   * @return where it is now
   * @throws IOException when it cannot be moved
   */
  default Path setAside(Path file) throws IOException {
    Path aside = null;
    for (int number = 1; aside == null || Files.exists(aside); number++) {
      aside = file.resolveSibling(file.getFileName() + ".corrupt-" + number);
    }
    Files.move(file, aside);
    // SQLite's write-ahead log belongs to the file: left there it would be applied to the new one.
    for (String suffix : new String[] {"-wal", "-shm", "-journal"}) {
      Path companion = file.resolveSibling(file.getFileName() + suffix);
      if (Files.exists(companion)) {
        Files.move(companion, aside.resolveSibling(aside.getFileName() + suffix));
      }
    }
    return aside;
  }
}
