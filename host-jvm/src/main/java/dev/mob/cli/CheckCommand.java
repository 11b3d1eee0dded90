package dev.mob.cli;

import dev.mob.config.Checked;
import dev.mob.config.Diagnostics;
import dev.mob.declarations.Target;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.BootPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob check}: what is wrong with a mob.conf. */
@Command(
    name = "check",
    description = "Says what is wrong with a mob.conf, all of it at once, and starts nothing.",
    footer = {
      "",
      "Each mistake is shown with file, line and column, the line itself, and how to mend it.",
      "Runs no code of any extension: it reads their descriptors, which are data.",
      "",
      "Examples:",
      "  mob check mob.conf",
      "  mob check mob.conf --json     an array, for editors and CI",
      "  mob check mob.conf --target android --linked app.jar",
      "",
      "Exit codes: 0 fit to run (perhaps with warnings), 2 not."
    })
final class CheckCommand implements Callable<Integer> {
  /** A phone's platform as the command line writes it. */
  enum Platform {
    android(Target.ANDROID),
    ios(Target.IOS);

    private final Target target;

    Platform(Target target) {
      this.target = target;
    }
  }

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "CONF", description = "The mob.conf file.")
  private Path conf;

  @Option(
      names = "--target",
      paramLabel = "PLATFORM",
      description = "Check it as an app on a phone reads it: ${COMPLETION-CANDIDATES}.")
  private Platform target;

  @Mixin private final LinkedOptions linked = new LinkedOptions();

  @Option(names = "--json", description = "Print the diagnostics as a JSON array.")
  private boolean json;

  CheckCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Checked<BootPlan> checked = check();
    Diagnostics found = checked.diagnostics();
    if (json) {
      terminal.out().println(found.toJson());
    } else {
      terminal.out().print(terminal.isColoured() ? found.renderColoured() : found.render());
      terminal.out().println(verdict(checked));
    }
    return found.hasErrors() ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private Checked<BootPlan> check() {
    if (target != null) {
      return linked.plan(target.target, conf).read();
    }
    if (!linked.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "--linked and --variable say what an app is made of: give --target");
    }
    return JvmHost.of(conf).environment(environment).build().check();
  }

  private String verdict(Checked<BootPlan> checked) {
    String warnings = checked.diagnostics().isEmpty() ? "" : ", " + count(checked.diagnostics());
    return checked
        .value()
        .map(
            plan ->
                terminal.good("ok:")
                    + " "
                    + conf
                    + " activates "
                    + plural(plan.order().size(), "extension")
                    + warnings)
        .orElseGet(() -> terminal.bad(count(checked.diagnostics())) + " in " + conf);
  }

  /** Such as {@code 6 errors, 1 warning}. */
  static String count(Diagnostics diagnostics) {
    int errors = diagnostics.errors().size();
    int warnings = diagnostics.warnings().size();
    if (warnings == 0) {
      return plural(errors, "error");
    }
    return (errors == 0 ? "" : plural(errors, "error") + ", ") + plural(warnings, "warning");
  }

  static String plural(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
