package dev.mob.cli;

import dev.mob.config.ConfigurationException;
import dev.mob.config.Diagnostics;
import dev.mob.host.jvm.JvmHost;
import dev.mob.host.jvm.KernelLog;
import dev.mob.kernel.BootFailed;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelState;
import dev.mob.kernel.KernelStatus;
import dev.mob.kernel.StopReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code mob run}: boots a kernel and runs it until it is told to stop.
 *
 * <p>Says in calls what the other commands say in annotations: making proxies of those would be a
 * tenth of a start.
 */
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final FutureTask<KernelLog> log;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean wasReady;

  // Set by picocli.
  private Path conf;
  private Path home;
  private boolean exitWhenReady;

  RunCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
    this.log = new FutureTask<>(() -> KernelLog.install(terminal.err()));
  }

  CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("run");
    spec.usageMessage()
        .description("Boots a kernel and runs the extensions of a mob.conf until Ctrl-C.")
        .footer(
            "",
            "Shows a line for each extension, then 'ready in N ms'. One that fails is shown with its",
            "cause, and the others run on. Ctrl-C or SIGTERM stops everything in reverse order.",
            "",
            "Examples:",
            "  mob run mob.conf",
            "  mob run mob.conf --home /var/lib/alice",
            "  mob run mob.conf --exit-when-ready     does everything start? 0 yes, 1 no, 2 bad mob.conf");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("CONF")
            .type(Path.class)
            .required(true)
            .description("The mob.conf file.")
            .setter(value(Path.class, path -> conf = path))
            .build());
    spec.addOption(
        OptionSpec.builder("--home")
            .paramLabel("DIR")
            .type(Path.class)
            .description(
                "Where the kernel keeps data, logs and its control socket.",
                "Default: what mob.conf says, else .mob/NAME beside it.")
            .setter(value(Path.class, path -> home = path))
            .build());
    spec.addOption(
        OptionSpec.builder("--exit-when-ready")
            .type(boolean.class)
            .description("Stop in order as soon as every extension was tried.")
            .setter(value(Boolean.class, set -> exitWhenReady = Boolean.TRUE.equals(set)))
            .build());
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("Explain this command, with examples.")
            .build());
    return spec;
  }

  private static <V> ISetter value(Class<V> type, Consumer<V> field) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        field.accept(type.cast(value));
        return value;
      }
    };
  }

  /**
   * Brings up, while the command line is read, what a boot needs and the command line does not: the
   * JDK's logging and the kernel's classes.
   */
  RunCommand beginEarly() {
    Thread early =
        new Thread(
            () -> {
              log.run();
              Kernel.preload();
            },
            "mob-early");
    early.setDaemon(true);
    early.start();
    return this;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    log.run(); // unless it has begun early
    JvmHost host = JvmHost.of(conf).environment(environment).log(log.get()).listener(this::show);
    if (home != null) {
      host.home(home);
    }
    Kernel kernel = host.build();
    // The JVM ends with 128 + the signal's number after its hooks, which is what shells expect.
    Thread atSignal = new Thread(() -> stop(kernel), "mob-stop");
    Runtime.getRuntime().addShutdownHook(atSignal);
    int code = boot(kernel);
    if (code == ExitCode.OK && !exitWhenReady) {
      stopped.await();
    }
    StopReport report = stop(kernel);
    return code == ExitCode.OK && !report.isClean() ? ExitCode.FAILURE : code;
  }

  private int boot(Kernel kernel) {
    KernelStatus status;
    try {
      status = kernel.boot();
    } catch (ConfigurationException wrong) {
      terminal.err().print(text(wrong.diagnostics()));
      terminal.error(CheckCommand.count(wrong.diagnostics()) + " in " + conf + ", nothing started");
      return ExitCode.BAD_INPUT;
    } catch (BootFailed failed) {
      terminal.error(failed.getMessage());
      return ExitCode.FAILURE;
    }
    if (status.state() != KernelState.READY) {
      return ExitCode.FAILURE;
    }
    return exitWhenReady && !status.isHealthy() ? ExitCode.FAILURE : ExitCode.OK;
  }

  private StopReport stop(Kernel kernel) {
    StopReport report = kernel.stop();
    stopped.countDown();
    return report;
  }

  private void show(KernelEvent event) {
    if (event instanceof KernelEvent.Planned planned) {
      terminal.err().print(text(planned.warnings()));
    } else if (event instanceof KernelEvent.ExtensionChanged changed) {
      show(changed.status());
    } else if (event instanceof KernelEvent.Ready ready) {
      wasReady = true;
      ready(ready.status());
    } else if (event instanceof KernelEvent.UpdateRefused refused) {
      terminal.err().println(terminal.warn("  " + refused.why().getMessage()));
    } else if (event instanceof KernelEvent.Stopped done && wasReady) {
      done.report().overdue().forEach(line -> terminal.err().println(terminal.warn(line)));
      terminal.out().println("stopped in " + done.report().took().toMillis() + " ms");
    }
  }

  private void show(ExtensionStatus extension) {
    boolean tried =
        extension.state() == ExtensionState.ACTIVE
            || extension.state() == ExtensionState.FAILED
            || (extension.state() == ExtensionState.STOPPED && extension.failure().isPresent());
    if (!tried) {
      return;
    }
    String line =
        String.join(
            "  ",
            "  " + pad(extension.id(), 12),
            pad(extension.version().toString(), 7),
            pad(extension.packaging(), 7));
    if (extension.isActive()) {
      terminal
          .out()
          .println(
              line
                  + "  "
                  + terminal.good("active")
                  + "  "
                  + extension.activation().toMillis()
                  + " ms");
    } else {
      terminal
          .out()
          .println(
              line
                  + "  "
                  + terminal.bad(extension.state() == ExtensionState.FAILED ? "failed" : "stopped")
                  + "  "
                  + extension.failure().map(failure -> failure.summary()).orElse(""));
    }
  }

  private void ready(KernelStatus status) {
    String line = "ready in " + status.bootTime().toMillis() + " ms";
    terminal.out().println(terminal.strong(line));
    long down = status.extensions().stream().filter(extension -> !extension.isActive()).count();
    if (down > 0) {
      terminal
          .err()
          .println(
              terminal.warn(down + " of " + status.extensions().size() + " extensions do not run"));
    }
    terminal.out().flush();
  }

  private String text(Diagnostics diagnostics) {
    return terminal.isColoured() ? diagnostics.renderColoured() : diagnostics.render();
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
