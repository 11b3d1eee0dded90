package dev.mob.process.internal;

import dev.mob.process.ExitReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged when a process's code ends it with a reason that is not orderly: who, in what
 * code, why, on which message, in which state. Values are shown shortened; a state is shown as the
 * behaviour's {@code formatState} lets it be.
 */
final class CrashReport {
  private static final Logger LOG = LoggerFactory.getLogger("dev.mob.process.crash");
  private static final int LONGEST = 2_000;

  private CrashReport() {}

  static void log(
      ProcessCell process,
      ExitReason reason,
      String during,
      Object lastMessage,
      Object state,
      String names) {
    if (!LOG.isErrorEnabled()) {
      return;
    }
    LOG.error(
        "process {}{} ({}) terminated\n  reason: {}\n  during: {}\n  last message: {}\n  state: {}",
        process,
        names,
        process.behaviour() == null ? "?" : process.behaviour().codeClass().getName(),
        shown(reason),
        during,
        shown(lastMessage),
        shown(state),
        reason.cause());
  }

  private static String shown(Object value) {
    String text;
    try {
      text = String.valueOf(value);
    } catch (RuntimeException broken) {
      return "(toString failed: " + broken + ")";
    }
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "... (" + text.length() + " characters)";
  }
}
