package dev.mob.cli;

import dev.mob.install.InstallRefused;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code mob} command. */
@Command(
    name = "mob",
    versionProvider = BuildVersion.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs supervised processes and the extensions that a mob.conf turns on.",
    footer = {
      "",
      "Begin here:",
      "  mob init hello                 a mob.conf and a small app that runs",
      "  mob check hello/mob.conf       is anything wrong with it?",
      "  mob run hello/mob.conf         run it; Ctrl-C stops it in order",
      "  mob tree                       what it does right now, from another terminal",
      "",
      "Exit codes: 0 it worked, 1 it failed while it ran, 2 mob.conf or the command line is wrong.",
      "'mob COMMAND --help' explains a command and shows examples."
    })
public final class Mob implements Runnable {
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  Mob(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
    commands.put("run", () -> new RunCommand(terminal, environment));
    commands.put("check", () -> new CheckCommand(terminal, environment));
    commands.put("extensions", () -> new ExtensionsCommand(terminal, environment));
    commands.put("schema", () -> new SchemaCommand(terminal, environment));
    commands.put("status", () -> new StatusCommand(terminal, environment));
    commands.put("tree", () -> new TreeCommand(terminal, environment));
    commands.put("logs", () -> new LogsCommand(terminal, environment));
    commands.put("reload", () -> new ReloadCommand(terminal, environment));
    commands.put("extension", () -> ExtensionCommand.of(terminal, environment));
    commands.put("simulate", () -> new SimulateCommand(terminal));
    commands.put("host", () -> HostCommand.of(terminal));
    commands.put("init", () -> new InitCommand(terminal));
    commands.put("build", () -> new BuildCommand(terminal));
    commands.put("push", () -> new PushCommand(terminal));
    commands.put("new", () -> NewCommand.of(terminal));
    commands.put("completion", () -> new CompletionCommand(terminal, this));
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.of(environment, Boolean.getBoolean("mob.terminal"));
    System.exit(new Mob(terminal, environment).execute(arguments));
  }

  int execute(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (!first.isEmpty() && !first.startsWith("-") && !commands.containsKey(first)) {
      return offered(Arrays.asList(arguments));
    }
    return commandLine(first).execute(arguments);
  }

  /** Without a command there is only one useful thing to say. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** All commands, for help and completion. */
  CommandLine commandLine() {
    return commandLine("");
  }

  /**
   * Reads the annotations of one command, or of all of them when it is not known which is wanted:
   * reflection on those that do not run would be a fifth of a start.
   */
  private CommandLine commandLine(String wanted) {
    boolean named = commands.containsKey(wanted);
    CommandLine mob =
        new CommandLine(
            named
                ? CommandSpec.wrapWithoutInspection(this).name("mob")
                : CommandSpec.forAnnotatedObject(this));
    commands.forEach(
        (name, command) -> {
          if (!named || name.equals(wanted)) {
            Object chosen = command.get();
            if (chosen instanceof RunCommand run) {
              chosen = (named ? run.beginEarly() : run).spec();
            }
            mob.addSubcommand(
                name, chosen instanceof CommandLine ? chosen : new CommandLine(chosen));
          }
        });
    mob.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.isColoured() ? Ansi.ON : Ansi.OFF));
    mob.setOut(new PrintWriter(terminal.out(), true));
    mob.setErr(new PrintWriter(terminal.err(), true));
    mob.setUsageHelpAutoWidth(false);
    mob.setUsageHelpWidth(100);
    mob.setExecutionExceptionHandler(this::failed);
    return mob;
  }

  private int offered(List<String> line) {
    try {
      return new OfferedCommand(terminal, environment).execute(line);
    } catch (CommandFailure failure) {
      terminal.error(failure.getMessage());
      return failure.exitCode();
    }
  }

  /** What a command threw: the message is for the person, the trace is asked for. */
  private int failed(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    boolean expected = thrown instanceof CommandFailure || thrown instanceof InstallRefused;
    terminal.error(expected ? thrown.getMessage() : thrown.toString());
    if (!expected || Boolean.getBoolean("mob.trace")) {
      thrown.printStackTrace(terminal.err());
    }
    return thrown instanceof CommandFailure failure ? failure.exitCode() : ExitCode.FAILURE;
  }
}
