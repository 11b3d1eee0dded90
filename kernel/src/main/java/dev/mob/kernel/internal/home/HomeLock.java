package dev.mob.kernel.internal.home;

import dev.mob.host.Host;
import dev.mob.kernel.BootFailed;
import dev.mob.kernel.HomeInUse;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps other kernels off a home folder. The operating system holds the lock ({@code kernel.lock})
 * and drops it when the process ends, however it ends, so there are no stale ones; {@code
 * kernel.owner} beside it is only there to be read by people and by the error message of a second
 * kernel.
 */
public final class HomeLock implements AutoCloseable {

  /**
   * The homes that kernels of this process hold. A file lock belongs to the process: a second
   * channel on the same file, when closed, would drop the first one's lock (POSIX {@code fcntl}),
   * so a second kernel in this process must be refused before it opens the file. The set is as wide
   * as what it guards, the process.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path home;
  private final FileChannel channel;
  private final FileLock lock;

  private HomeLock(Path home, FileChannel channel, FileLock lock) {
    this.home = home;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes a home folder; makes it when it is not there.
   *
   * @throws HomeInUse when another kernel holds it
   * @throws BootFailed when it cannot be made or written to
   */
  public static HomeLock take(Path folder, Host host) {
    Path home;
    try {
      Files.createDirectories(folder);
      home = folder.toRealPath();
    } catch (IOException e) {
      throw new BootFailed(
          "home folder " + folder + " cannot be made: " + e + "; choose another home folder", e);
    }
    if (!HELD_HERE.add(home)) {
      throw new HomeInUse(home, ownerOf(home) + " (this process)");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              home.resolve("kernel.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new HomeInUse(home, ownerOf(home));
      }
      writeOwner(home, host);
      HomeLock taken = new HomeLock(home, channel, lock);
      channel = null;
      return taken;
    } catch (IOException e) {
      throw new BootFailed(
          "home folder " + home + " cannot be written to: " + e + "; choose another home folder",
          e);
    } finally {
      if (channel != null) {
        HELD_HERE.remove(home);
        close(channel);
      }
    }
  }

  /** The home folder, absolute and without links. */
  public Path home() {
    return home;
  }

  /** Frees the home folder; does nothing when that has been done. */
  @Override
  public void close() {
    if (!lock.isValid()) {
      return;
    }
    try {
      Files.deleteIfExists(owner(home));
    } catch (IOException e) {
      // Only people read it; the lock below is what counts.
    }
    close(channel);
    HELD_HERE.remove(home);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }

  private static Path owner(Path home) {
    return home.resolve("kernel.owner");
  }

  private static void writeOwner(Path home, Host host) throws IOException {
    OptionalLong pid = processId(host);
    StringBuilder text = new StringBuilder();
    text.append(pid.isPresent() ? "process " + pid.getAsLong() : "a process");
    text.append(" since ").append(Instant.now().truncatedTo(ChronoUnit.SECONDS)).append('\n');
    Path draft = home.resolve("kernel.owner.new");
    Files.write(draft, text.toString().getBytes(StandardCharsets.UTF_8));
    Files.move(draft, owner(home), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String ownerOf(Path home) {
    try {
      String text = new String(Files.readAllBytes(owner(home)), StandardCharsets.UTF_8).trim();
      return text.isEmpty() ? "another kernel" : text;
    } catch (IOException e) {
      return "another kernel";
    }
  }

  /** Where the host does not say: Linux and Android show it as the link {@code /proc/self}. */
  private static OptionalLong processId(Host host) {
    if (host.processId().isPresent()) {
      return host.processId();
    }
    try {
      return OptionalLong.of(Long.parseLong(new File("/proc/self").getCanonicalFile().getName()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
