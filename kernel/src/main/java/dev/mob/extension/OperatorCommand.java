package dev.mob.extension;

import java.io.IOException;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A command that the operator of a running kernel can give, such as {@code mob nodes}. An extension
 * offers one by {@linkplain ExtensionContext#provide(Class, Object) providing} it under this
 * interface; it is there for as long as the extension is active. Hosts that have no operator, such
 * as a phone, never call it.
 */
public interface OperatorCommand {

  /** The word after {@code mob}: lower-case letters and hyphens. */
  String name();

  /** What it does, in one line without a full stop. */
  String summary();

  /**
   * Runs the command. Called on a thread of its own, which may block; several may run at once. The
   * thread is interrupted when the kernel stops.
   *
   * @param arguments as the client gave them: values are {@code null}, {@link Boolean}, {@link
   *     Long}, {@link Double}, {@link String}, {@link java.util.List} or {@link Map}. Words that
   *     the operator typed after the name come as the list {@code words}
   * @param reply takes the answer, for as long as this method runs
   * @throws IllegalArgumentException when the arguments make no sense; the message is shown to the
   *     operator
   * @throws Exception when it failed; the message is shown to the operator
   */
  void run(Map<String, Object> arguments, Reply reply) throws Exception;

  /** The answer to one command, item by item. */
  @ProviderType
  interface Reply {

    /**
     * Sends one item: a value of the same types as the arguments. A map is shown as lines of names
     * and values, maps with the same keys one after the other as a table, all else as text.
     *
     * @throws IOException when the client has gone, or does not read
     */
    void item(Object value) throws IOException;

    /** False when the client has gone; for commands that wait for something to tell. */
    boolean isOpen();
  }
}
