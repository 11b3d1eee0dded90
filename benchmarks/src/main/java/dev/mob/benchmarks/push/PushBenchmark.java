package dev.mob.benchmarks.push;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code benchmarks/run push}: the push sender beside what it stands on, in one run. Forks a mock
 * APNs server and a sender with 256 MB of heap, and prints the sender's table.
 *
 * <p>Arguments: the number of messages (100,000) and of devices in the fan-out (1,000,000).
 */
public final class PushBenchmark {
  private PushBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    String messages = arguments.length > 0 ? arguments[0] : "100000";
    String devices = arguments.length > 1 ? arguments[1] : "1000000";
    Path folder = Files.createTempDirectory("mob-push-benchmark");
    Certificate.in(folder);
    String port = Integer.toString(freePort());
    Process server =
        fork("-Xmx512m", ApnsServerProcess.class, folder.toString(), port)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int exit;
    try {
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      if (!"ready".equals(said.readLine())) {
        throw new IllegalStateException("the mock APNs server did not start");
      }
      exit =
          fork("-Xmx256m", SenderProcess.class, folder.toString(), port, messages, devices)
              .inheritIO()
              .start()
              .waitFor();
    } finally {
      server.getOutputStream().close();
      server.waitFor();
      delete(folder);
    }
    System.exit(exit);
  }

  private static ProcessBuilder fork(String heap, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heap);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
