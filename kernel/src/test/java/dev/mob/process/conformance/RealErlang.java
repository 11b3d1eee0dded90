package dev.mob.process.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcomes of all scenarios on a real {@code erl}: the modules under {@code
 * src/test/resources/conformance} are compiled and run by one start of it.
 */
final class RealErlang {
  private static final String SOURCES = "/conformance/";
  private static final long LIMIT_SECONDS = 60;

  private RealErlang() {}

  static boolean isHere() {
    try {
      Process erl = new ProcessBuilder("erl", "-version").redirectErrorStream(true).start();
      try (InputStream output = erl.getInputStream()) {
        output.readAllBytes();
      }
      return erl.waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs all scenarios.
   *
   * @param work a directory for what the compiler writes
   * @return the outcome of each scenario, as {@code ~w} writes it, by the scenario's name
   */
  static Map<String, String> outcomes(Path work) throws Exception {
    Path sources = Path.of(RealErlang.class.getResource(SOURCES).toURI());
    List<String> modules;
    try (Stream<Path> files = Files.list(sources)) {
      modules =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".erl"))
              .map(name -> "\"" + sources.resolve(name) + "\"")
              .sorted()
              .collect(Collectors.toList());
    }
    String script =
        "Compiled = [begin {ok, Name, Code} = compile:file(File, [binary, report]),"
            + " {module, Name} = code:load_binary(Name, File, Code), Name end || File <- ["
            + String.join(",", modules)
            + "]], scenarios:run(Compiled), halt().";
    Path output = work.resolve("erl.out");
    Process erl =
        new ProcessBuilder("erl", "-noshell", "-noinput", "-eval", script)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = erl.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      erl.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    if (!ended || erl.exitValue() != 0) {
      throw new AssertionError(
          "erl " + (ended ? "ended with " + erl.exitValue() : "did not end") + ":\n" + text);
    }
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int space = line.indexOf(' ');
      if (space > 0) {
        outcomes.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return outcomes;
  }
}
