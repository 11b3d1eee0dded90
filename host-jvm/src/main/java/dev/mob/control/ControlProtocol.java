package dev.mob.control;

import java.time.Duration;

/**
 * What the `mob` command and a running kernel say to each other, over a Unix domain socket that
 * only its owner can open.
 *
 * <p>One connection carries one command. The client sends one line of JSON, the kernel answers with
 * lines of JSON until the last, then closes:
 *
 * <pre>
 * → {"mob":1,"command":"logs","arguments":{"lines":2}}
 * ← {"item":"10:02:11.120 INFO  ..."}
 * ← {"item":"10:02:11.131 INFO  ..."}
 * ← {"end":true}
 * </pre>
 *
 * or {@code {"error":{"code":"unknown-command","message":"..."}}} as the last line. {@code mob} is
 * the protocol's version: a kernel refuses one that it does not know, and says which it does.
 */
public final class ControlProtocol {
  public static final int VERSION = 1;

  /** The longest request, in bytes. */
  public static final int MAX_REQUEST = 64 * 1024;

  /** The longest line of an answer, in bytes. */
  public static final int MAX_ANSWER = 16 * 1024 * 1024;

  /** How long either side waits for the other, unless a command is one that waits by its nature. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The request is not one line of JSON as above. */
  public static final String BAD_REQUEST = "bad-request";

  /** The request is of another version of this protocol. */
  public static final String BAD_VERSION = "bad-version";

  /** No command has this name. */
  public static final String UNKNOWN_COMMAND = "unknown-command";

  /** The command's arguments make no sense to it. */
  public static final String BAD_ARGUMENTS = "bad-arguments";

  /** The command failed. */
  public static final String FAILED = "failed";

  private ControlProtocol() {}
}
