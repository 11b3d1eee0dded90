package dev.mob.notify.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob push send}: puts a message into the outbox, and says what became of it. */
@Command(
    name = "send",
    description = "Sends a message. It is accepted when it is on disk, and tried until it expires.",
    footer = {
      "",
      "When no station runs, one is opened for as long as this takes; what is not sent by then"
          + " waits",
      "in the outbox.",
      "",
      "Examples:",
      "  mob push send --title 'Your turn' --body 'Grace has moved'",
      "  mob push send --to user:ada --silent --data kind=sync",
      "  mob push send --to topic:news --ttl 3600 --key news-17 --title News",
      "  mob push send --to token:apns:00fc13… --title Hello --dry-run"
    })
final class SendCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 50;
  private static final Duration RECIPIENTS = Duration.ofSeconds(5);

  private final Map<String, String> environment;
  private final PrintStream out;

  @Mixin private final StationOptions station = new StationOptions();

  @Option(
      names = "--to",
      paramLabel = "WHO",
      defaultValue = "topic:" + PushStation.ALL_DEVICES,
      description =
          "user:NAME, topic:NAME, tags:EXPRESSION or token:PLATFORM:TOKEN. Default:"
              + " ${DEFAULT-VALUE}, every device of the local gateway.")
  private String to;

  @Option(names = "--title", description = "What is shown first.")
  private String title;

  @Option(names = "--body", description = "What is shown below.")
  private String body;

  @Option(
      names = "--data",
      paramLabel = "KEY=VALUE",
      description = "What goes along for the app; several times.")
  private final Map<String, String> data = new LinkedHashMap<>();

  @Option(names = "--silent", description = "Show nothing; wake the app.")
  private boolean silent;

  @Option(
      names = "--ttl",
      paramLabel = "SECONDS",
      description = "How long it is tried. Default: the sender's, 28 days.")
  private Long ttl;

  @Option(names = "--collapse", paramLabel = "ID", description = "Takes the place of its like.")
  private String collapse;

  @Option(
      names = "--key",
      description = "The same key a second time sends nothing, and shows the first message.")
  private String key;

  @Option(names = "--dry-run", description = "Only say what is wrong and whom it would reach.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for what becomes of it. Default: ${DEFAULT-VALUE}.")
  private int wait;

  SendCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    Map<String, Object> request = request();
    return station.use(environment, client -> send(client, request));
  }

  private Map<String, Object> request() {
    Map<String, Object> message = new LinkedHashMap<>();
    put(message, "title", title);
    put(message, "body", body);
    put(message, "ttl", ttl);
    put(message, "collapseId", collapse);
    if (silent) {
      message.put("silent", true);
    }
    if (!data.isEmpty()) {
      message.put("data", data);
    }
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("message", message);
    request.put("to", recipient(to));
    put(request, "key", key);
    if (dryRun) {
      request.put("dryRun", true);
    }
    return request;
  }

  private static void put(Map<String, Object> map, String name, Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static Map<String, Object> recipient(String text) {
    String[] parts = text.split(":", 2);
    String rest = parts.length == 2 ? parts[1] : "";
    switch (parts[0]) {
      case "user":
      case "topic":
      case "tags":
        return Map.of(parts[0], rest);
      case "token":
        String[] token = rest.split(":", 2);
        if (token.length == 2) {
          return Map.of("tokens", List.of(Map.of("platform", token[0], "token", token[1])));
        }
        break;
      default:
        break;
    }
    throw new PushFailure(
        2,
        "--to "
            + text
            + " is not understood; write user:NAME, topic:NAME, tags:EXPRESSION or"
            + " token:PLATFORM:TOKEN");
  }

  private int send(StationClient client, Map<String, Object> request) {
    Map<?, ?> answer = client.post("messages", request);
    if (dryRun) {
      out.println("would reach " + devices(answer.get("devices")));
      return 0;
    }
    String id = (String) answer.get("id");
    out.println(
        id + (Boolean.TRUE.equals(answer.get("duplicate")) ? "  (accepted before)" : "  accepted"));
    out.flush();
    Map<?, ?> status = awaitEnd(client, id);
    long total = (Long) status.get("total");
    if (total == 0 && "done".equals(status.get("state"))) {
      out.println("it reaches no device: none is registered for " + to);
      return 1;
    }
    out.println(Counts.of(status));
    for (Map<?, ?> receipt : client.pages("messages/" + id + "/receipts", "receipts")) {
      if (receipt.get("reason") != null) {
        out.println("  " + Receipts.line(receipt));
      }
    }
    return (Long) status.get("failed") > 0 ? 1 : 0;
  }

  private static String devices(Object number) {
    return number + (Long.valueOf(1).equals(number) ? " device" : " devices");
  }

  private Map<?, ?> awaitEnd(StationClient client, String id) {
    long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    // Whom it reaches is known a moment after it was accepted: waited for in any case.
    long known = System.nanoTime() + RECIPIENTS.toNanos();
    Map<?, ?> status = client.get("messages/" + id);
    while (!"done".equals(status.get("state"))
        && (System.nanoTime() < end
            || Long.valueOf(0).equals(status.get("total")) && System.nanoTime() < known)) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return status;
      }
      status = client.get("messages/" + id);
    }
    return status;
  }
}
