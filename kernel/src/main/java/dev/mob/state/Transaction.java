package dev.mob.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads and writes of one namespace that happen together or not at all. It sees its own writes;
 * nobody else sees any of them before all are committed. Transactions of one store run one after
 * the other.
 *
 * <p>Valid only inside the function that received it, on that thread. Every method throws {@link
 * StateFailure}.
 */
public final class Transaction {
  private final StateStore store;
  private final String namespace;
  private final Map<String, byte[]> written = new LinkedHashMap<>();
  private boolean ended;

  Transaction(StateStore store, String namespace) {
    this.store = store;
    this.namespace = namespace;
  }

  /** The value under that key, if there is one. */
  public <T> Optional<T> get(Key<T> key) {
    requireOpen();
    byte[] bytes =
        written.containsKey(key.name())
            ? written.get(key.name())
            : store.read(namespace, key.name());
    return store.decoded(namespace, key, bytes);
  }

  /** Writes a value. */
  public <T> void put(Key<T> key, T value) {
    requireOpen();
    written.put(key.name(), store.encoded(namespace, key, value));
  }

  /** Removes a value; does nothing when there is none. */
  public void remove(String key) {
    requireOpen();
    written.put(Key.checked(key), null);
  }

  /** The names of the keys that begin so, in order. */
  public List<String> keys(String prefix) {
    requireOpen();
    TreeSet<String> keys = new TreeSet<>(store.storedKeys(namespace, prefix));
    for (Map.Entry<String, byte[]> write : written.entrySet()) {
      if (write.getValue() == null) {
        keys.remove(write.getKey());
      } else if (write.getKey().startsWith(prefix)) {
        keys.add(write.getKey());
      }
    }
    return new ArrayList<>(keys);
  }

  /** Nothing more may be done; gives what is to be written. */
  Map<String, byte[]> end() {
    ended = true;
    return written;
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException(
          "the transaction on " + namespace + " has ended; use it only in the function it came to");
    }
  }
}
