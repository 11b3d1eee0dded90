package dev.mob.cli;

import dev.mob.config.Permission;
import dev.mob.install.Audit;
import dev.mob.install.InstallRefused;
import dev.mob.install.Installed;
import dev.mob.install.Installer;
import dev.mob.packaging.archive.ExtensionArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob extension audit}. */
@Command(
    name = "audit",
    description = "Shows what extensions declare, what their code refers to, and whose they are.",
    footer = {
      "",
      "Without a file: everything that is installed, verified again by what mob.conf trusts today.",
      "With files: archives before they are installed. Class files are read as data; none is"
          + " loaded.",
      "What is shown helps a reviewer to look, and proves nothing: reflection names no names.",
      "",
      "Examples:",
      "  mob extension audit",
      "  mob extension audit board-1.0.0.jar",
      "",
      "Exit codes: 0 nothing is wrong, 1 something is: changed, not trusted, more than declared."
    })
final class ExtensionAuditCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;
  private int problems;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Archives to look at.")
  private List<Path> files = List.of();

  ExtensionAuditCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    if (files.isEmpty()) {
      Installer installer = options.installer(environment);
      for (Installed each : installer.installed()) {
        installed(installer, each);
      }
    }
    for (Path file : files) {
      content(ExtensionSignCommand.read(file));
    }
    terminal
        .out()
        .println(
            problems == 0
                ? terminal.good("nothing is wrong")
                : terminal.bad(CheckCommand.plural(problems, "problem")));
    return problems == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void installed(Installer installer, Installed each) throws IOException {
    content(each.archive());
    try {
      String signer =
          installer
              .verifyAgain(each)
              .key()
              .map(installer::nameOf)
              .orElse("nobody, as mob.conf lets");
      line("signed by", signer);
    } catch (InstallRefused refused) {
      problem(refused.getMessage());
    }
    Set<Permission> missing = EnumSet.noneOf(Permission.class);
    missing.addAll(each.archive().descriptor().permissions());
    missing.removeAll(installer.trust().grantedTo(each.id()).orElse(Set.of()));
    if (!missing.isEmpty()) {
      line("not granted", PreparedReport.words(missing));
    }
  }

  private void content(ExtensionArchive archive) throws IOException {
    Audit audit = Audit.of(archive);
    Set<Permission> declared = archive.descriptor().permissions();
    terminal
        .out()
        .println(
            terminal.strong(archive.descriptor().toString())
                + "  "
                + archive.kind().word()
                + "  "
                + archive.file()
                + "  "
                + CheckCommand.plural(audit.classes(), "class").replace("classs", "classes"));
    line("kernel", archive.descriptor().kernel().toString());
    if (!archive.descriptor().requires().isEmpty()) {
      line(
          "requires",
          archive.descriptor().requires().stream()
              .map(Object::toString)
              .collect(Collectors.joining(", ")));
    }
    line("declares", declared.isEmpty() ? "no permission" : PreparedReport.words(declared));
    if (!archive.libraries().isEmpty()) {
      line("libraries", String.join(", ", archive.libraries()));
    }
    audit
        .uses()
        .forEach(
            (use, where) ->
                line(
                    "refers to",
                    use.words()
                        + where.stream()
                            .filter(library -> !library.isEmpty())
                            .reduce((a, b) -> a + ", " + b)
                            .map(
                                libraries ->
                                    where.contains("")
                                        ? " (also in " + libraries + ")"
                                        : " (in " + libraries + ")")
                            .orElse("")));
    if (!audit.undeclared().isEmpty()) {
      problem(
          "refers to what takes a permission that it does not declare: "
              + PreparedReport.words(audit.undeclared()));
    }
  }

  private void line(String what, String text) {
    terminal.out().println("  " + what + " ".repeat(Math.max(1, 13 - what.length())) + text);
  }

  private void problem(String text) {
    problems++;
    terminal.out().println("  " + terminal.bad("PROBLEM") + "      " + text);
  }
}
