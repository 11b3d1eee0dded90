package dev.mob.process;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds processes by any key: Elixir's {@code Registry}. An entry vanishes when its process ends.
 * Safe for use from any thread; look-ups take no lock.
 */
@ProviderType
public interface Registry {

  /** How many processes a key may have. */
  enum Keys {
    UNIQUE,
    DUPLICATE
  }

  /** One entry: the process and the value it registered with. */
  record Entry(Pid pid, Object value) {}

  /** An address that is looked up in a registry at each send. */
  record Via(Registry registry, Object key) implements Address {
    public Via {
      Objects.requireNonNull(registry, "registry");
      Objects.requireNonNull(key, "key");
    }

    @Override
    public String toString() {
      return "{via," + key + "}";
    }
  }

  static Registry of(ProcessRuntime runtime, Keys keys) {
    return new dev.mob.process.internal.KeyRegistry(runtime, keys);
  }

  /**
   * Adds an entry for a process.
   *
   * @return false when the key is taken (unique keys) or the process is not alive
   */
  boolean register(Pid process, Object key, Object value);

  /** Removes the entries of this process under this key. */
  void unregister(Pid process, Object key);

  /** The entries under a key; at most one with unique keys. */
  List<Entry> lookup(Object key);

  /** The process under a unique key; {@code null} when there is none. */
  Pid whereis(Object key);

  /** The keys of a process. */
  List<Object> keys(Pid process);

  /** How many entries there are. */
  int count();

  /** Sends a message to every process under a key. */
  void dispatch(Object key, Object message);

  /** An address for this key. */
  default Via via(Object key) {
    return new Via(this, key);
  }
}
