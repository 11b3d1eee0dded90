package dev.mob.notify.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob push tokens}: the registered devices. */
@Command(
    name = "tokens",
    description = "Lists the registered devices.",
    footer = {"", "Examples:", "  mob push tokens", "  mob push tokens --full"})
final class TokensCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final PrintStream out;

  @Mixin private final StationOptions station = new StationOptions();

  @Option(names = "--full", description = "Show whole tokens, to send to.")
  private boolean full;

  TokensCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    return station.use(
        environment,
        client -> {
          List<Map<?, ?>> devices = client.pages("devices", "devices");
          if (devices.isEmpty()) {
            out.println(
                "no device is registered; run a program with notify.gateway = local that asks for"
                    + " a token");
          }
          devices.forEach(device -> out.println(line(device)));
          return 0;
        });
  }

  private String line(Map<?, ?> device) {
    Object user = device.get("user");
    Object invalidated = device.get("invalidated");
    return (full ? device.get("platform") + ":" + device.get("token") : Receipts.device(device))
        + (user == null ? "" : "  user " + user)
        + named("topics", device.get("topics"))
        + named("tags", device.get("tags"))
        + "  seen "
        + device.get("seen")
        + (invalidated == null ? "" : "  invalid (" + invalidated + ")");
  }

  private static String named(String name, Object list) {
    List<?> values = (List<?>) list;
    return values.isEmpty()
        ? ""
        : "  " + name + " " + String.join(",", values.stream().map(String::valueOf).toList());
  }
}
