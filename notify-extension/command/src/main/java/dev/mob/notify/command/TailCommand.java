package dev.mob.notify.command;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mob push tail}: what happens to messages, as it happens. */
@Command(
    name = "tail",
    description = "Shows each attempt, receipt, dead token and alarm as it happens, until Ctrl-C.",
    footer = {"", "Examples:", "  mob push tail"})
final class TailCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final PrintStream out;

  @Mixin private final StationOptions station = new StationOptions();

  TailCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    station
        .running(environment)
        .events(
            event -> {
              out.println(line(event));
              out.flush();
            });
    return 0;
  }

  private static String line(StationClient.Event event) {
    Map<?, ?> data = event.data();
    switch (event.name()) {
      case "attempt":
        return data.get("at") + "  " + data.get("message") + "  " + Receipts.line(data);
      case "report":
        return data.get("at")
            + "  "
            + data.get("message")
            + "  "
            + Receipts.device(data)
            + "  "
            + data.get("event");
      case "token-invalidated":
        return "token " + Receipts.device(data) + " is dead: " + data.get("reason");
      case "alarm":
        return "ALARM " + data.get("platform") + " takes no messages: " + data.get("reason");
      default:
        return event.name() + "  " + data;
    }
  }
}
