package dev.mob.cli;

import dev.mob.control.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that this program does not have itself but that an extension may offer in the running
 * kernel, as {@link dev.mob.extension.OperatorCommand}: {@code mob NAME [--home DIR] [--json]
 * WORDS}.
 */
final class OfferedCommand {
  private final Terminal terminal;
  private final Map<String, String> environment;

  OfferedCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /**
   * @param line the name and all that follows it
   */
  int execute(List<String> line) {
    String name = line.get(0);
    List<String> words = new ArrayList<>(line.subList(1, line.size()));
    boolean json = words.remove("--json");
    Optional<Path> home = home(words);
    RunningKernel kernel;
    try {
      kernel = RunningKernel.find(environment, home, Optional.empty());
    } catch (CommandFailure notRunning) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          "mob has no command '"
              + name
              + "', and no running kernel could offer it; see: mob --help",
          notRunning);
    }
    List<Object> items = new ArrayList<>();
    kernel.stream(
        name,
        Map.of("words", words),
        null,
        item -> {
          if (json) {
            terminal.out().println(Json.write(item));
          } else {
            items.add(item);
            if (!(item instanceof Map)) {
              flush(items);
            }
          }
        });
    flush(items);
    return ExitCode.OK;
  }

  private static Optional<Path> home(List<String> words) {
    int at = words.indexOf("--home");
    if (at < 0) {
      return Optional.empty();
    }
    if (at == words.size() - 1) {
      throw new CommandFailure(ExitCode.BAD_INPUT, "--home wants a folder");
    }
    words.remove(at);
    return Optional.of(Path.of(words.remove(at)));
  }

  /** Shows what has come: one map as lines, several alike as a table, all else as text. */
  private void flush(List<Object> items) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof Map<?, ?> map) {
        maps.add(map);
      } else {
        terminal.out().println(item instanceof List ? Json.write(item) : String.valueOf(item));
      }
    }
    boolean alike = maps.stream().map(Map::keySet).distinct().count() == 1;
    if (maps.size() > 1 && alike) {
      Table table =
          new Table(
              maps.get(0).keySet().stream()
                  .map(key -> key.toString().toUpperCase(java.util.Locale.ROOT))
                  .toArray(String[]::new));
      maps.forEach(map -> table.row(map.values().stream().map(OfferedCommand::text).toArray()));
      table.lines(terminal::faint).forEach(terminal.out()::println);
    } else {
      for (Map<?, ?> map : maps) {
        map.forEach((key, value) -> terminal.out().println(key + ": " + text(value)));
      }
    }
    items.clear();
  }

  private static String text(Object value) {
    return value instanceof List || value instanceof Map
        ? Json.write(value)
        : String.valueOf(value);
  }
}
