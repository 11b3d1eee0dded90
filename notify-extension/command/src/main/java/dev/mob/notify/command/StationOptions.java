package dev.mob.notify.command;

import dev.mob.host.jvm.notify.GatewayProtocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which station, and which of its apps. */
final class StationOptions {
  /** Where the station's folder is named. */
  static final String FOLDER_VARIABLE = "MOB_PUSH_HOME";

  @Option(
      names = "--station",
      paramLabel = "DIR",
      description =
          "The folder with the outbox and push.conf. Default: $MOB_PUSH_HOME, else ~/.mob/push.")
  private Path folder;

  @Option(
      names = "--app",
      paramLabel = "NAME",
      description = "The app. Default: the only one there is.")
  private String app;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and do nothing else.")
  private boolean help;

  Path folder(Map<String, String> environment) {
    if (folder != null) {
      return folder.toAbsolutePath().normalize();
    }
    String named = environment.getOrDefault(FOLDER_VARIABLE, "");
    return named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".mob", "push")
        : Path.of(named).toAbsolutePath().normalize();
  }

  PushStation open(Map<String, String> environment, int port) {
    return PushStation.open(folder(environment), GatewayProtocol.socket(environment), port);
  }

  /**
   * Does something with the station of the folder: the one that runs, or one that is opened for as
   * long as that takes.
   */
  <T> T use(Map<String, String> environment, Function<StationClient, T> work) {
    Optional<StationAddress> running =
        StationAddress.in(folder(environment)).filter(StationOptions::answers);
    if (running.isPresent()) {
      return work.apply(client(running.get()));
    }
    try (PushStation station = open(environment, 0)) {
      return work.apply(client(station.address()));
    }
  }

  /** The station that runs. */
  StationClient running(Map<String, String> environment) {
    return client(
        StationAddress.in(folder(environment))
            .filter(StationOptions::answers)
            .orElseThrow(
                () ->
                    new PushFailure(
                        1,
                        "no push station runs on "
                            + folder(environment)
                            + "; start one: mob push serve")));
  }

  private StationClient client(StationAddress address) {
    String chosen = app;
    if (chosen == null) {
      if (address.apps().size() > 1) {
        throw new PushFailure(
            2, "which app? Name one with --app: " + String.join(", ", address.apps()));
      }
      chosen = address.apps().iterator().next();
    } else if (!address.apps().contains(chosen)) {
      throw new PushFailure(
          2, "there is no app '" + chosen + "'; there are " + String.join(", ", address.apps()));
    }
    return new StationClient(address, chosen);
  }

  /** Whether it runs: a station that was killed has left its note. */
  private static boolean answers(StationAddress address) {
    try {
      HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address.url() + "/healthz"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
