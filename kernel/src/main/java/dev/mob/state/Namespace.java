package dev.mob.state;

import dev.mob.extension.Registration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A part of a {@link StateStore} with keys of its own. May be used from any thread. Reading and
 * writing take the time of the disk: a fraction of a millisecond to read, a few to commit.
 *
 * <p>Every method throws {@link StateFailure} when it cannot do its work.
 */
public final class Namespace {
  private final StateStore store;
  private final String name;

  Namespace(StateStore store, String name) {
    this.store = store;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** The value under that key, if there is one. */
  public <T> Optional<T> get(Key<T> key) {
    return store.get(name, key);
  }

  /** Writes a value; it is on disk when this has returned. */
  public <T> void put(Key<T> key, T value) {
    store.put(name, key, value);
  }

  /** Removes a value; does nothing when there is none. */
  public void remove(Key<?> key) {
    update(transaction -> transaction.remove(key.name()));
  }

  /** The names of the keys that begin so, in order. */
  public List<String> keys(String prefix) {
    return transaction(transaction -> transaction.keys(prefix));
  }

  /**
   * Runs a function whose writes are committed together when it has returned. When it throws,
   * nothing is written and what it threw comes out. It must not begin another transaction.
   *
   * @return what the function returned
   */
  public <R> R transaction(TransactionBody<R> body) {
    return store.transact(name, body);
  }

  /** {@link #transaction} for a function without result. */
  public void update(Consumer<Transaction> body) {
    transaction(
        transaction -> {
          body.accept(transaction);
          return null;
        });
  }

  /**
   * Tells of each committed change of a key that begins so, in the order of the commits. The
   * watcher runs on the thread that committed, with the store locked: it must not block, and hands
   * what it has to do to a process.
   *
   * @return ends it
   */
  public Registration watch(String prefix, Consumer<Change> watcher) {
    return store.watch(name, prefix, watcher);
  }

  /** What a transaction does. */
  @FunctionalInterface
  public interface TransactionBody<R> {
    R run(Transaction transaction);
  }
}
