package dev.mob.cli;

import dev.mob.config.MobConfFile;
import dev.mob.config.Version;
import dev.mob.install.InstallRefused;
import dev.mob.install.Installed;
import dev.mob.install.Installer;
import dev.mob.install.Installer.Accept;
import dev.mob.install.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob extension update}. */
@Command(
    name = "update",
    description = "Replaces an installed extension by a newer version, also while it runs.",
    footer = {
      "",
      "When a kernel runs it, its code is replaced there first, a hot update: processes keep their",
      "pids, names, links, timers, mailboxes and, by way of codeChange, their states. If a step fails",
      "or a process crashes within the probation (mob.conf's hot-update.probation), the old version",
      "goes on with its states, and the file stays as it was.",
      "",
      "Refused when the new one is signed by another key. Permissions that the old one did not ask",
      "for are shown; it gets them when mob.conf grants them. 'mob extension rollback' brings the"
          + " old",
      "one back.",
      "",
      "Examples:",
      "  mob extension update                         all that were installed, if there are newer",
      "  mob extension update board",
      "  mob extension update board ./board-1.2.0.jar",
      "  mob extension update board --later           on disk, for the next start of the kernel",
      "",
      "Exit codes: 0 the new version is there, 1 the old one stays, 2 the file cannot be used."
    })
final class ExtensionUpdateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The extension; all without it.")
  private String id;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "The new archive.")
  private Path file;

  @Option(names = "--version", paramLabel = "VERSION", description = "Not the latest but this one.")
  private String version;

  @Option(names = "--downgrade", description = "Let an older version replace a newer one.")
  private boolean downgrade;

  @Option(
      names = "--accept-key-change",
      description = "Let it be signed by another trusted key than the one that is installed.")
  private boolean keyChange;

  @Option(names = "--later", description = "Let a kernel that runs it go on with the old one.")
  private boolean later;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The home folder of the kernel that runs it, if mob.conf does not tell.")
  private Path home;

  ExtensionUpdateCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    Installer installer = options.installer(environment);
    if (id == null) {
      return all(installer);
    }
    if (installer.find(id).isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILURE, id + " is not installed; use: mob extension install " + id);
    }
    try (Prepared prepared = prepare(installer)) {
      if (!prepared.id().equals(id)) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT, file + " is " + prepared.id() + ", and not " + id);
      }
      return commit(installer, prepared);
    }
  }

  private Integer all(Installer installer) throws IOException, InstallRefused {
    Offers offers = Offers.of(installer, terminal);
    int updated = 0;
    int refused = 0;
    for (Installed each : installer.installed()) {
      if (each.receipt().isEmpty()) {
        continue; // Put there by hand: whoever did that has not asked for another one.
      }
      Offers.Choice choice;
      try {
        choice = offers.choose(each.id(), Optional.empty());
      } catch (InstallRefused notOffered) {
        continue;
      }
      if (choice.release().version().compareTo(each.archive().descriptor().version()) > 0) {
        try (Prepared prepared = installer.prepare(choice.offer(), choice.release(), accepted())) {
          if (commit(installer, prepared) == ExitCode.OK) {
            updated++;
          } else {
            refused++;
          }
        } catch (InstallRefused | CommandFailure e) {
          terminal.error(e.getMessage());
          refused++;
        }
      }
    }
    if (updated == 0 && refused == 0) {
      terminal.out().println("everything is as new as the repositories have it");
    }
    return refused == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private int commit(Installer installer, Prepared prepared) throws IOException {
    MobConfFile conf = options.read(environment);
    PreparedReport report = new PreparedReport(terminal, conf);
    report.before(prepared);
    if (!prepared.grown().isEmpty()
        && conf.extensions().contains(prepared.id())
        && installer.trust().grantedTo(prepared.id()).isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          prepared.id()
              + " is not updated: with permissions that mob.conf says nothing of, the next start"
              + " would fail; answer first, trust.permissions { "
              + prepared.id()
              + " = ["
              + PreparedReport.words(prepared.archive().descriptor().permissions())
              + "] }, or [] to refuse them");
    }
    Optional<RunningKernel> kernel = runs(prepared.id());
    if (kernel.isEmpty()) {
      report.after(prepared, prepared.commit());
      return ExitCode.OK;
    }
    int[] code = new int[1];
    LiveUpdate live = new LiveUpdate(terminal);
    code[0] = ExitCode.FAILURE;
    try {
      Optional<Installed> installed =
          prepared.commitAfter(
              verified -> {
                code[0] = live.run(kernel.get(), prepared.id(), verified);
                return code[0] == ExitCode.OK;
              });
      installed.ifPresent(now -> report.after(prepared, now));
    } catch (IOException disk) {
      if (code[0] != ExitCode.OK) {
        throw disk;
      }
      throw new CommandFailure(
          ExitCode.FAILURE,
          "the new version runs, but its file could not be put in place, so the next start runs the"
              + " old one: "
              + disk.getMessage(),
          disk);
    }
    return code[0];
  }

  /** The kernel that runs this mob.conf and, in it, the extension from a jar. */
  private Optional<RunningKernel> runs(String wanted) {
    if (later) {
      return Optional.empty();
    }
    RunningKernel kernel;
    try {
      kernel =
          RunningKernel.find(environment, Optional.ofNullable(home), Optional.of(options.conf()));
    } catch (CommandFailure none) {
      if (home != null) {
        throw none;
      }
      return Optional.empty();
    }
    for (Object each : (List<?>) kernel.ask("status").get("extensions")) {
      Map<?, ?> extension = (Map<?, ?>) each;
      if (wanted.equals(extension.get("id"))) {
        return "active".equals(extension.get("state")) ? Optional.of(kernel) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Prepared prepare(Installer installer) throws IOException, InstallRefused {
    if (file != null) {
      return installer.prepare(file, accepted());
    }
    Offers.Choice choice =
        Offers.of(installer, terminal).choose(id, Optional.ofNullable(version).map(Version::parse));
    return installer.prepare(choice.offer(), choice.release(), accepted());
  }

  private Accept[] accepted() {
    List<Accept> accepted = new ArrayList<>();
    if (downgrade) {
      accepted.add(Accept.DOWNGRADE);
    }
    if (keyChange) {
      accepted.add(Accept.KEY_CHANGE);
    }
    return accepted.toArray(new Accept[0]);
  }
}
