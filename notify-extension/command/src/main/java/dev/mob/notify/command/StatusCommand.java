package dev.mob.notify.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob push status}: the latest messages and the providers, or one message's receipts. */
@Command(
    name = "status",
    description =
        "Shows the providers and the latest messages, or what became of one at each device.",
    footer = {"", "Examples:", "  mob push status", "  mob push status 019aa7d1-…"})
final class StatusCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final PrintStream out;

  @Mixin private final StationOptions station = new StationOptions();

  @Parameters(arity = "0..1", paramLabel = "ID", description = "A message.")
  private String id;

  StatusCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    return station.use(environment, client -> id == null ? all(client) : one(client));
  }

  private int all(StationClient client) {
    for (Object each : (List<?>) client.get("providers").get("providers")) {
      Map<?, ?> provider = (Map<?, ?>) each;
      Object reason = provider.get("reason");
      out.println(
          provider.get("platform")
              + ": "
              + ("closed".equals(provider.get("state")) ? "works" : provider.get("state"))
              + ", "
              + provider.get("inFlight")
              + " under way"
              + (reason == null ? "" : " (" + reason + ")"));
    }
    List<?> messages = (List<?>) client.get("messages?limit=20").get("messages");
    if (messages.isEmpty()) {
      out.println("no messages yet; send one: mob push send --title Hello");
    }
    for (Object each : messages) {
      Map<?, ?> message = (Map<?, ?>) each;
      out.println(
          message.get("id")
              + "  "
              + message.get("accepted")
              + "  "
              + message.get("state")
              + (Boolean.TRUE.equals(message.get("paused")) ? ", paused" : "")
              + "  "
              + Counts.of(message));
    }
    return 0;
  }

  private int one(StationClient client) {
    Map<?, ?> message = client.get("messages/" + id);
    message.forEach((name, value) -> out.println(name + ": " + value));
    client
        .pages("messages/" + id + "/receipts", "receipts")
        .forEach(receipt -> out.println("  " + Receipts.line(receipt)));
    return 0;
  }
}
