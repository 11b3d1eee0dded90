package dev.mob.state;

import dev.mob.extension.ExtensionContext;
import dev.mob.extension.Registration;
import dev.mob.state.internal.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One extension's or app's durable state: a file with {@linkplain Namespace namespaces}.
 *
 * <p>May be used from any thread; one transaction runs at a time. Whoever opens a store owns and
 * closes it. A file that is damaged is set aside and a new one made, so state never keeps a node
 * from starting; {@link #setAside()} tells of it.
 */
public final class StateStore implements AutoCloseable {
  /** No namespace can be called so: the store's own notes, such as the namespaces' versions. */
  private static final String OWN = "";

  private static final String DATA_KEY = "data-key";
  private static final String VERSION_OF = "version/";
  private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);

  private final Path path;
  private final StateOptions options;
  private final SetAside setAside;
  private final StorageFile file;
  private final Sealing sealing;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private boolean inTransaction;
  private boolean closed;

  private record Watch(String namespace, String prefix, Consumer<Change> watcher) {}

  private StateStore(
      Path path, StateOptions options, StorageFile file, Sealing sealing, SetAside setAside) {
    this.path = path;
    this.options = options;
    this.file = file;
    this.sealing = sealing;
    this.setAside = setAside;
  }

  /** The extension's own store, in its data folder; closed when the extension stops. */
  public static StateStore of(ExtensionContext context) {
    return of(context, StateOptions.STANDARD);
  }

  /** The extension's own store, with limits or encryption of its own. */
  public static StateStore of(ExtensionContext context, StateOptions options) {
    return context.own(
        open(context.platform(Storage.class), context.data().resolve("state.db"), options));
  }

  /**
   * Opens a store. A file that is damaged, or whose encryption key the platform has lost, is set
   * aside and an empty one takes its place.
   *
   * @throws StateFailure when the file cannot be opened for another reason, such as a full disk or
   *     missing access
   */
  public static StateStore open(Storage storage, Path path, StateOptions options) {
    try {
      return open(storage, path, options, null);
    } catch (StateFailure e) {
      if (e.kind() != StateFailure.Kind.CORRUPT && e.kind() != StateFailure.Kind.KEY_LOST) {
        throw e;
      }
      SetAside report;
      try {
        report = new SetAside(path, storage.setAside(path), e);
      } catch (IOException cannotMove) {
        cannotMove.addSuppressed(e);
        throw new StateFailure(
            StateFailure.Kind.IO,
            path + " is unusable and cannot be moved aside; move or delete it by hand",
            cannotMove);
      }
      LOG.error(
          "state file {} is unusable and was set aside as {}; starting with an empty one",
          path,
          report.movedTo(),
          e);
      return open(storage, path, options, report);
    }
  }

  private static StateStore open(
      Storage storage, Path path, StateOptions options, SetAside setAside) {
    StorageFile file = storage.open(path, options.maxFileBytes());
    try {
      return new StateStore(path, options, file, sealing(path, options, file), setAside);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static Sealing sealing(Path path, StateOptions options, StorageFile file) {
    byte[] sealed = file.get(OWN, DATA_KEY);
    if (options.keys() == null) {
      if (sealed != null) {
        throw new StateFailure(
            StateFailure.Kind.IO,
            path + " is encrypted; open it with StateOptions.encryptedBy and the host's keys");
      }
      return null;
    }
    if (sealed == null) {
      if (!file.keys(OWN, "").isEmpty()) {
        throw new StateFailure(
            StateFailure.Kind.IO,
            path + " was begun without encryption; open it without, or move it away");
      }
      sealed = Sealing.newSealedKey(options.keys(), path);
      file.commit(Collections.singletonList(new StorageFile.Write(OWN, DATA_KEY, sealed)));
    }
    return Sealing.of(options.keys(), path, sealed);
  }

  /** Set when the file that was there could not be used and an empty one took its place. */
  public Optional<SetAside> setAside() {
    return Optional.ofNullable(setAside);
  }

  /** A namespace at version 1. */
  public Namespace namespace(String name) {
    return namespace(name, Migrations.NONE);
  }

  /**
   * A namespace at the version that the code knows; what an older version left is migrated first.
   *
   * @throws StateFailure as {@link StateFailure.Kind#NEWER} when a newer version of the code wrote
   *     it; nothing is changed
   */
  public Namespace namespace(String name, Migrations migrations) {
    Key.checked(name);
    Key<Long> versionKey = Key.of(VERSION_OF + name, Codec.LONG);
    exclusive(
        () -> {
          int known = migrations.version();
          long found =
              decoded(OWN, versionKey, read(OWN, versionKey.name()))
                  .orElse((long) (storedKeys(name, "").isEmpty() ? known : 1));
          if (found > known) {
            throw new StateFailure(
                StateFailure.Kind.NEWER,
                place(name, "")
                    + " is of version "
                    + found
                    + ", this code knows "
                    + known
                    + "; install the newer version again, or remove the file");
          }
          Transaction transaction = new Transaction(this, name);
          try {
            migrations.run((int) found, transaction);
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new StateFailure(
                StateFailure.Kind.IO,
                place(name, "") + " could not be migrated from version " + found,
                e);
          } finally {
            transaction.end();
          }
          List<StorageFile.Write> writes = writes(name, transaction.end());
          writes.add(
              new StorageFile.Write(
                  OWN, versionKey.name(), encoded(OWN, versionKey, (long) known)));
          file.commit(writes);
          return null;
        });
    return new Namespace(this, name);
  }

  /** Closes the file; idempotent. Everything that was committed is in it. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      file.close();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "state " + path;
  }

  // ---- what namespaces and transactions are made of

  <T> Optional<T> get(String namespace, Key<T> key) {
    byte[] bytes = exclusive(() -> read(namespace, key.name()));
    return decoded(namespace, key, bytes);
  }

  <R> R transact(String namespace, Namespace.TransactionBody<R> body) {
    return exclusive(
        () -> {
          Transaction transaction = new Transaction(this, namespace);
          R result;
          try {
            result = body.run(transaction);
          } finally {
            transaction.end();
          }
          Map<String, byte[]> written = transaction.end();
          if (!written.isEmpty()) {
            file.commit(writes(namespace, written));
            tell(namespace, written);
          }
          return result;
        });
  }

  /** A transaction of one write, without the means of one that reads. */
  <T> void put(String namespace, Key<T> key, T value) {
    byte[] bytes = encoded(namespace, key, value);
    exclusive(
        () -> {
          file.commit(
              Collections.singletonList(new StorageFile.Write(namespace, key.name(), bytes)));
          if (!watches.isEmpty()) {
            tell(namespace, Collections.singletonMap(key.name(), bytes));
          }
          return null;
        });
  }

  /** Commits values that are encoded already. */
  void commit(String namespace, Map<String, byte[]> written) {
    exclusive(
        () -> {
          file.commit(writes(namespace, written));
          tell(namespace, written);
          return null;
        });
  }

  byte[] read(String namespace, String key) {
    return file.get(namespace, key);
  }

  List<String> storedKeys(String namespace, String prefix) {
    return file.keys(namespace, prefix);
  }

  <T> byte[] encoded(String namespace, Key<T> key, T value) {
    byte[] bytes;
    try {
      bytes = key.codec().encode(value);
    } catch (IOException e) {
      throw new StateFailure(
          StateFailure.Kind.UNREADABLE, place(namespace, key.name()) + " cannot be encoded", e);
    }
    if (bytes.length > options.maxValueBytes()) {
      throw new StateFailure(
          StateFailure.Kind.TOO_LARGE,
          place(namespace, key.name())
              + " would have "
              + bytes.length
              + " bytes, "
              + options.maxValueBytes()
              + " are allowed; split it over several keys, or raise StateOptions.maxValueBytes");
    }
    return sealing == null ? bytes : sealing.seal(namespace, key.name(), bytes);
  }

  <T> Optional<T> decoded(String namespace, Key<T> key, byte[] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      byte[] plain = sealing == null ? bytes : sealing.open(namespace, key.name(), bytes);
      return Optional.of(key.codec().decode(plain));
    } catch (IOException | RuntimeException e) {
      throw new StateFailure(
          StateFailure.Kind.UNREADABLE,
          place(namespace, key.name())
              + " does not decode; was it written with another codec? Migrate it, or remove it",
          e);
    }
  }

  Registration watch(String namespace, String prefix, Consumer<Change> watcher) {
    Watch watch = new Watch(namespace, prefix, watcher);
    watches.add(watch);
    return () -> watches.remove(watch);
  }

  private static List<StorageFile.Write> writes(String namespace, Map<String, byte[]> written) {
    List<StorageFile.Write> writes = new ArrayList<>(written.size() + 1);
    for (Map.Entry<String, byte[]> write : written.entrySet()) {
      writes.add(new StorageFile.Write(namespace, write.getKey(), write.getValue()));
    }
    return writes;
  }

  private void tell(String namespace, Map<String, byte[]> written) {
    if (watches.isEmpty()) {
      return;
    }
    for (Map.Entry<String, byte[]> write : written.entrySet()) {
      Change change = new Change(write.getKey(), write.getValue() == null);
      for (Watch watch : watches) {
        if (watch.namespace.equals(namespace) && change.key().startsWith(watch.prefix)) {
          try {
            watch.watcher.accept(change);
          } catch (RuntimeException e) {
            // What is committed is committed: a watcher cannot undo it by throwing.
            LOG.error("a watcher of {} failed", place(namespace, change.key()), e);
          }
        }
      }
    }
  }

  private <R> R exclusive(Supplier<R> work) {
    lock.lock();
    try {
      if (closed) {
        throw new StateFailure(StateFailure.Kind.CLOSED, path + " has been closed");
      }
      if (inTransaction) {
        throw new IllegalStateException(
            "a transaction or a watcher on " + path + " must not begin another; use the one given");
      }
      inTransaction = true;
      try {
        return work.get();
      } finally {
        inTransaction = false;
      }
    } finally {
      lock.unlock();
    }
  }

  private String place(String namespace, String key) {
    return path + ": " + namespace + (key.isEmpty() ? "" : "/" + key);
  }
}
