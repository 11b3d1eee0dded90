package dev.mob.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Has a running kernel replace an extension's code, and shows how that went. */
final class LiveUpdate {
  private final Terminal terminal;

  LiveUpdate(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * @param file the new version's file, verified
   * @return the exit code: 0 the new version runs, 1 the old one runs on, 2 the file cannot be used
   */
  int run(RunningKernel kernel, String id, Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    Map<?, ?> answer = kernel.await("extension-update", Map.of("id", id, "file", path));
    boolean updated = Boolean.TRUE.equals(answer.get("updated"));
    if (updated) {
      updated(answer);
      return ExitCode.OK;
    }
    failed(answer);
    return Boolean.FALSE.equals(answer.get("usable")) ? ExitCode.BAD_INPUT : ExitCode.FAILURE;
  }

  private void updated(Map<?, ?> answer) {
    double pause = ((Number) answer.get("pause-micros")).doubleValue() / 1_000;
    terminal
        .out()
        .println(
            terminal.strong(answer.get("id") + " " + answer.get("from") + " -> " + answer.get("to"))
                + "  "
                + answer.get("processes")
                + " processes went on after a pause of "
                + String.format(Locale.ROOT, "%.1f", pause)
                + " ms");
    line("ended: ", answer.get("ended"));
    line("started again, for they depend on it: ", answer.get("restarted"));
  }

  private void line(String what, Object list) {
    if (list instanceof List<?> all && !all.isEmpty()) {
      StringBuilder text = new StringBuilder(what);
      for (int i = 0; i < all.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(all.get(i));
      }
      terminal.out().println(text);
    }
  }

  private void failed(Map<?, ?> answer) {
    if (Boolean.FALSE.equals(answer.get("usable"))) {
      terminal.err().print(answer.get("message"));
      terminal.error(answer.get("file") + " cannot be used");
    } else {
      terminal.error(String.valueOf(answer.get("message")));
    }
    if (Boolean.TRUE.equals(answer.get("restored"))) {
      terminal
          .err()
          .println(
              answer.get("id")
                  + " "
                  + answer.get("runs")
                  + " runs on, with its processes and their states");
    } else {
      terminal
          .err()
          .println(
              terminal.bad(
                  answer.get("id")
                      + " "
                      + answer.get("runs")
                      + " is "
                      + answer.get("state")
                      + ", with new processes: their states are lost"));
    }
  }
}
