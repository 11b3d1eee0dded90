package dev.mob.cli;

import dev.mob.control.ControlClient;
import dev.mob.control.ControlException;
import dev.mob.control.ControlProtocol;
import dev.mob.host.jvm.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The kernel that a command is meant for, as far as the command line says. Immutable. */
final class RunningKernel {
  private final RunDirectory.Entry entry;
  private final ControlClient client;

  private RunningKernel(RunDirectory.Entry entry, RunDirectory directory) {
    this.entry = entry;
    this.client = new ControlClient(directory.socketOf(entry.home()));
  }

  /**
   * Finds the kernel: that of the home folder if one is given, else that of the mob.conf, else the
   * only one of this user's that runs.
   *
   * @throws CommandFailure when there is none, or no telling which
   */
  static RunningKernel find(
      Map<String, String> environment, Optional<Path> home, Optional<Path> conf) {
    RunDirectory directory = RunDirectory.of(environment);
    List<RunningKernel> running = new ArrayList<>();
    if (home.isPresent()) {
      running.add(
          new RunningKernel(new RunDirectory.Entry(real(home.get()), Path.of("")), directory));
    } else {
      for (RunDirectory.Entry entry : directory.entries()) {
        if (conf.isEmpty() || entry.conf().equals(real(conf.get()))) {
          running.add(new RunningKernel(entry, directory));
        }
      }
    }
    running.removeIf(kernel -> !kernel.client.isAnswered());
    if (running.isEmpty()) {
      throw none(home, conf);
    }
    if (running.size() > 1) {
      throw several(running);
    }
    return running.get(0);
  }

  Path home() {
    return entry.home();
  }

  /** Gives a command whose answer is one item. */
  Map<?, ?> ask(String command) {
    return one(command, Map.of(), ControlProtocol.PATIENCE);
  }

  private Map<?, ?> one(String command, Map<String, ?> arguments, Duration patience) {
    List<Object> items = new ArrayList<>();
    stream(command, arguments, patience, items::add);
    if (items.size() == 1 && items.get(0) instanceof Map<?, ?> answer) {
      return answer;
    }
    throw new CommandFailure(
        ExitCode.FAILURE, "the kernel answered '" + command + "' with what is no answer: " + items);
  }

  /** Gives a command whose answer is one item that may take its time. */
  Map<?, ?> await(String command, Map<String, ?> arguments) {
    return one(command, arguments, null);
  }

  /** Gives a command and hands on each item of the answer. */
  void stream(String command, Map<String, ?> arguments, Duration patience, Consumer<Object> items) {
    try {
      client.stream(command, arguments, patience, items);
    } catch (ControlException refused) {
      boolean input =
          refused.code().equals(ControlProtocol.BAD_ARGUMENTS)
              || refused.code().equals(ControlProtocol.UNKNOWN_COMMAND);
      throw new CommandFailure(
          input ? ExitCode.BAD_INPUT : ExitCode.FAILURE, refused.getMessage(), refused);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILURE, "the kernel on " + home() + " did not answer: " + e.getMessage(), e);
    }
  }

  private static CommandFailure none(Optional<Path> home, Optional<Path> conf) {
    String where =
        home.map(folder -> "no kernel runs on the home folder " + folder)
            .or(() -> conf.map(file -> "no kernel runs " + file))
            .orElse("no kernel runs");
    return new CommandFailure(
        ExitCode.FAILURE,
        where + "; start one with: mob run " + conf.map(Path::toString).orElse("CONF"));
  }

  private static CommandFailure several(List<RunningKernel> running) {
    StringBuilder message = new StringBuilder("several kernels run; say which one:");
    for (RunningKernel kernel : running) {
      message.append("\n  --home ").append(kernel.home());
      message.append("   (").append(kernel.entry.conf()).append(')');
    }
    return new CommandFailure(ExitCode.BAD_INPUT, message.toString());
  }

  /** The same path that the kernel noted, whichever way leads to it. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException absent) {
      return path.toAbsolutePath().normalize();
    }
  }
}
