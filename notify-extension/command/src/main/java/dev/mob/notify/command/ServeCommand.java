package dev.mob.notify.command;

import dev.mob.host.jvm.notify.GatewayProtocol;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob push serve}: a station, until it is interrupted. */
@Command(
    name = "serve",
    description = "Runs the outbox, the local gateway and the HTTP API until Ctrl-C.",
    footer = {
      "",
      "Examples:",
      "  mob push serve",
      "  mob push serve --station game --port 8086      where game/push.conf has the accounts"
    })
final class ServeCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final PrintStream out;

  @Mixin private final StationOptions station = new StationOptions();

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Of the HTTP API on the loopback interface. Default: any that is free.")
  private int port;

  ServeCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new PushFailure(2, "--port " + port + " is no port; 1 to 65535, or 0 for any");
    }
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              interrupted.countDown();
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (PushStation running = station.open(environment, port)) {
      Runtime.getRuntime().addShutdownHook(hook);
      out.println("outbox   " + station.folder(environment).resolve("outbox.db"));
      out.println("gateway  " + GatewayProtocol.socket(environment));
      out.println("http     " + running.address().url());
      out.println("apps     " + String.join(", ", running.address().apps()));
      out.println("ready; Ctrl-C ends it in order");
      out.flush();
      interrupted.await();
    } finally {
      ended.countDown();
    }
    return 0;
  }
}
