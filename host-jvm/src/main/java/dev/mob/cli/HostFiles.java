package dev.mob.cli;

import dev.mob.config.Checked;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Diagnostics;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.GeneratedFile;
import dev.mob.declarations.PlatformFiles;
import dev.mob.declarations.Target;
import dev.mob.declarations.TargetPlan;
import dev.mob.declarations.xml.XmlFile;
import dev.mob.kernel.BootPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does what {@code mob host PLATFORM} is asked to. */
final class HostFiles {
  private final Terminal terminal;
  private final Target target;
  private final PlatformFiles files;

  HostFiles(Terminal terminal, Target target, PlatformFiles files) {
    this.terminal = terminal;
    this.target = target;
    this.files = files;
  }

  int run(HostOptions options) {
    TargetPlan target = options.linked().plan(this.target, options.conf());
    Checked<BootPlan> read = target.read();
    if (read.value().isEmpty()) {
      show(read.diagnostics(), options.json());
      return ExitCode.BAD_INPUT;
    }
    ActiveDeclarations active = ActiveDeclarations.of(read.value().get());
    if (!options.check().isEmpty()) {
      return check(active, options);
    }
    if (options.out().isPresent()) {
      write(active, target, options.out().get());
    } else {
      for (GeneratedFile file : files.generate(active)) {
        terminal.out().println("==> " + file.name() + ": " + file.purpose());
        terminal.out().println(file.content());
      }
    }
    return ExitCode.OK;
  }

  private void write(ActiveDeclarations active, TargetPlan plan, Path folder) {
    try {
      for (GeneratedFile file : files.generate(active)) {
        Path path = folder.resolve(file.name());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.content());
        terminal.out().println(path + ": " + file.purpose());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
    plan.linked().writeIndex(folder.resolve("resources"));
    terminal.out().println(folder.resolve("resources") + ": the index of linked extensions");
  }

  private int check(ActiveDeclarations active, HostOptions options) {
    Diagnostics found = Diagnostics.none();
    boolean unreadable = false;
    for (Path existing : options.check()) {
      Checked<XmlFile> read = XmlFile.read(existing);
      unreadable |= read.value().isEmpty();
      found =
          found.plus(
              read.value().map(file -> files.check(active, file)).orElse(read.diagnostics()));
    }
    show(found, options.json());
    if (unreadable) {
      return ExitCode.BAD_INPUT;
    }
    boolean differs = found.hasErrors() || (options.strict() && !found.isEmpty());
    if (!options.json()) {
      terminal.out().println(verdict(found, options));
    }
    return differs ? ExitCode.FAILURE : ExitCode.OK;
  }

  private String verdict(Diagnostics found, HostOptions options) {
    String names = String.join(", ", options.check().stream().map(Path::toString).toList());
    if (found.isEmpty()) {
      return terminal.good("ok:") + " " + names + " has what " + options.conf() + " needs";
    }
    long lacks = found.errors().stream().filter(each -> each.kind() == Kind.MISSING).count();
    long contradicts = found.errors().size() - lacks;
    return names
        + ": lacks "
        + lacks
        + ", contradicts "
        + contradicts
        + ", has too much "
        + found.warnings().size();
  }

  private void show(Diagnostics found, boolean json) {
    if (json) {
      terminal.out().println(found.toJson());
    } else {
      terminal.out().print(terminal.isColoured() ? found.renderColoured() : found.render());
    }
  }
}
