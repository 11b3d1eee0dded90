package dev.mob.state;

import java.util.List;

/**
 * An open file of a {@link Storage}: bytes by namespace and key. Used by one thread at a time; the
 * {@link StateStore} that opened it owns and closes it.
 *
 * <p>Every method throws {@link StateFailure} when the platform fails.
 */
public interface StorageFile extends AutoCloseable {

  /** The bytes under that key; {@code null} when there are none. */
  byte[] get(String namespace, String key);

  /** The keys of a namespace that begin so, in the order of their UTF-8 bytes. */
  List<String> keys(String namespace, String prefix);

  /**
   * Does all of the writes or, when it throws or the machine stops meanwhile, none. Once it has
   * returned they survive a kill of the app and a loss of power.
   */
  void commit(List<Write> writes);

  /** Closes the file; idempotent. */
  @Override
  void close();

  /**
   * One change of a commit.
   *
   * @param bytes what is to be there; {@code null} to remove what is
   */
  record Write(String namespace, String key, byte[] bytes) {}
}
