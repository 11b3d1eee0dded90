package dev.mob.notify.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code mob push}, on a class path of its own; the {@code mob} command starts it. */
@Command(
    name = "mob push",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    description = "Sends push messages from an outbox on this machine.",
    footer = {
      "",
      "Without any account: a program on a JVM whose mob.conf says notify.gateway = local gets",
      "pushes from this machine.",
      "  mob push serve                              the outbox and the gateway; Ctrl-C ends them",
      "  mob push send --title Hello --body there    to every device of the gateway",
      "  mob push tail                               what happens to messages, as it happens",
      "",
      "With accounts at Apple or Google: write push.conf in the station's folder; see"
          + " docs/notify.md."
    })
final class MobPush implements Runnable {
  @Spec private CommandSpec spec;

  private MobPush() {}

  public static void main(String[] arguments) {
    showWarnings();
    System.exit(execute(System.getenv(), System.out, System.err, arguments));
  }

  /** What is logged at warning and above goes to standard error, each on a line. */
  private static void showWarnings() {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %3$s  %5$s%6$s%n");
    Logger.getLogger("").setLevel(Level.WARNING);
  }

  /**
   * Runs one command.
   *
   * @return its exit code: 0 it worked, 1 it failed, 2 what it was given is wrong
   */
  static int execute(
      Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
    CommandLine mobPush = new CommandLine(new MobPush());
    mobPush.addSubcommand(new ServeCommand(environment, out));
    mobPush.addSubcommand(new SendCommand(environment, out));
    mobPush.addSubcommand(new StatusCommand(environment, out));
    mobPush.addSubcommand(new TokensCommand(environment, out));
    mobPush.addSubcommand(new TailCommand(environment, out));
    mobPush.setOut(new PrintWriter(out, true));
    mobPush.setErr(new PrintWriter(err, true));
    mobPush.setUsageHelpAutoWidth(false);
    mobPush.setUsageHelpWidth(100);
    mobPush.setParameterExceptionHandler(
        (mistake, given) -> {
          CommandLine command = mistake.getCommandLine();
          err.println("error: " + mistake.getMessage());
          UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
          err.println("try: " + command.getCommandSpec().qualifiedName() + " --help");
          return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    mobPush.setExecutionExceptionHandler(
        (thrown, command, parsed) -> {
          err.println(
              "error: "
                  + (thrown instanceof PushFailure ? thrown.getMessage() : thrown.toString()));
          if (!(thrown instanceof PushFailure)) {
            thrown.printStackTrace(err);
          }
          return thrown instanceof PushFailure failure ? failure.exitCode() : 1;
        });
    return mobPush.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
