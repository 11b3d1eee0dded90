package dev.mob.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where the command writes: answers to standard output, everything else to standard error. Colours
 * only when a person reads them: on a terminal, and when {@code NO_COLOR} (no-color.org) is not
 * set.
 */
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean coloured;

  Terminal(PrintStream out, PrintStream err, boolean coloured) {
    this.out = out;
    this.err = err;
    this.coloured = coloured;
  }

  /**
   * The terminal of this process.
   *
   * @param isTerminal whether standard output is one; the launcher script knows, since Java's own
   *     {@code System.console()} asks about the input too
   */
  static Terminal of(Map<String, String> environment, boolean isTerminal) {
    boolean wanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(System.out, System.err, isTerminal && wanted);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  boolean isColoured() {
    return coloured;
  }

  /** A message about a failure: what, and the mend. */
  void error(String message) {
    err.println(style("1;31", "error:") + " " + message);
  }

  String good(String text) {
    return style("32", text);
  }

  String bad(String text) {
    return style("31", text);
  }

  String warn(String text) {
    return style("33", text);
  }

  String strong(String text) {
    return style("1", text);
  }

  String faint(String text) {
    return style("2", text);
  }

  private String style(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
