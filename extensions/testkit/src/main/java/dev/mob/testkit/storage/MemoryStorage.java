package dev.mob.testkit.storage;

import dev.mob.state.StateFailure;
import dev.mob.state.Storage;
import dev.mob.state.StorageFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * State files on a disk that is in memory. The disk outlives the app: {@link #restarted} gives the
 * storage of the app's next process, and fences this one off, so that what is left of a killed
 * process writes nothing any more.
 *
 * <p>Safe for use from any thread.
 */
public final class MemoryStorage implements Storage {
  /** What one entry costs besides its bytes, for the limit on a file's size. */
  private static final int ENTRY_BYTES = 16;

  private final Map<Path, Content> disk;
  private final Runnable beforeCommit;
  private final Runnable afterCommit;
  private boolean fenced;

  /** A file: entries by namespace, a zero and key, which is their order too. */
  private static final class Content {
    final TreeMap<String, byte[]> entries = new TreeMap<>();
    boolean damaged;
    long bytes;
  }

  /** An empty disk. */
  public MemoryStorage() {
    this(new TreeMap<>(), () -> {}, () -> {});
  }

  private MemoryStorage(Map<Path, Content> disk, Runnable beforeCommit, Runnable afterCommit) {
    this.disk = disk;
    this.beforeCommit = beforeCommit;
    this.afterCommit = afterCommit;
  }

  /** The same disk for the app's next process; this storage and its files fail from now on. */
  public MemoryStorage restarted() {
    return restarted(() -> {}, () -> {});
  }

  /**
   * The same disk for the app's next process, which may be killed at any commit: what these throw
   * is thrown to whoever commits.
   *
   * @param beforeCommit runs before anything is on the disk
   * @param afterCommit runs when all is on the disk and nobody knows yet
   */
  public MemoryStorage restarted(Runnable beforeCommit, Runnable afterCommit) {
    synchronized (disk) {
      fenced = true;
      return new MemoryStorage(disk, beforeCommit, afterCommit);
    }
  }

  /** Damages a file, as a broken flash cell would; it cannot be opened any more. */
  public void damage(Path file) {
    synchronized (disk) {
      disk.get(file).damaged = true;
    }
  }

  /** The files that there are, those set aside included. */
  public List<Path> files() {
    synchronized (disk) {
      return new ArrayList<>(disk.keySet());
    }
  }

  @Override
  public StorageFile open(Path file, long maxBytes) {
    synchronized (disk) {
      requireAlive(file);
      Content content = disk.computeIfAbsent(file, absent -> new Content());
      if (content.damaged) {
        throw new StateFailure(StateFailure.Kind.CORRUPT, file + " is damaged");
      }
      return new MemoryFile(file, content, maxBytes);
    }
  }

  @Override
  public Path setAside(Path file) {
    synchronized (disk) {
      int number = 1;
      while (disk.containsKey(aside(file, number))) {
        number++;
      }
      disk.put(aside(file, number), disk.remove(file));
      return aside(file, number);
    }
  }

  private static Path aside(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ".corrupt-" + number);
  }

  private void requireAlive(Path file) {
    if (fenced) {
      throw new StateFailure(
          StateFailure.Kind.CLOSED, file + ": the process that had it open was killed");
    }
  }

  private final class MemoryFile implements StorageFile {
    private final Path path;
    private final Content content;
    private final long maxBytes;
    private boolean closed;

    MemoryFile(Path path, Content content, long maxBytes) {
      this.path = path;
      this.content = content;
      this.maxBytes = maxBytes;
    }

    @Override
    public byte[] get(String namespace, String key) {
      synchronized (disk) {
        requireOpen();
        byte[] bytes = content.entries.get(namespace + '\0' + key);
        return bytes == null ? null : bytes.clone();
      }
    }

    @Override
    public List<String> keys(String namespace, String prefix) {
      synchronized (disk) {
        requireOpen();
        List<String> keys = new ArrayList<>();
        String from = namespace + '\0' + prefix;
        for (String name : content.entries.tailMap(from, true).keySet()) {
          if (!name.startsWith(from)) {
            break;
          }
          keys.add(name.substring(namespace.length() + 1));
        }
        return keys;
      }
    }

    @Override
    public void commit(List<Write> writes) {
      synchronized (disk) {
        requireOpen();
        beforeCommit.run();
        long bytes = content.bytes;
        for (Write write : writes) {
          bytes += size(write.key(), write.bytes()) - size(write.key(), stored(write));
        }
        if (bytes > maxBytes && bytes > content.bytes) {
          throw new StateFailure(
              StateFailure.Kind.FULL, path + " may have " + maxBytes + " bytes at most");
        }
        for (Write write : writes) {
          if (write.bytes() == null) {
            content.entries.remove(name(write));
          } else {
            content.entries.put(name(write), write.bytes().clone());
          }
        }
        content.bytes = bytes;
        afterCommit.run();
      }
    }

    private byte[] stored(Write write) {
      return content.entries.get(name(write));
    }

    private String name(Write write) {
      return write.namespace() + '\0' + write.key();
    }

    private long size(String key, byte[] bytes) {
      return bytes == null
          ? 0
          : ENTRY_BYTES + key.getBytes(StandardCharsets.UTF_8).length + bytes.length;
    }

    private void requireOpen() {
      requireAlive(path);
      if (closed) {
        throw new StateFailure(StateFailure.Kind.CLOSED, path + " has been closed");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
