package dev.mob.cli;

import dev.mob.archetype.ExtensionProject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code mob new extension}: a Maven project of an extension. */
@Command(
    name = "extension",
    description = "Writes a Maven project of an extension: a process, a setting, a command, tests.",
    footer = {
      "",
      "A bundle's jar has an OSGi manifest, which bnd writes; a pf4j plugin's is a plain jar with"
          + " its",
      "own libraries in lib/. The code is the same.",
      "",
      "Examples:",
      "  mob new extension hello",
      "  mob new extension hello --packaging pf4j --group com.acme --dir work/hello"
    })
final class NewExtensionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(
      paramLabel = "NAME",
      description = "The extension's id: lower-case letters, digits and hyphens.")
  private String id;

  @Option(
      names = "--packaging",
      paramLabel = "HOW",
      defaultValue = "bundle",
      converter = Word.class,
      description = "bundle or pf4j; ${DEFAULT-VALUE} by default.")
  private ExtensionProject.Packaging packaging;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = "org.example",
      description = "Maven's group, and the Java package above; ${DEFAULT-VALUE} by default.")
  private String group;

  @Option(names = "--dir", paramLabel = "DIR", description = "Where to write; NAME by default.")
  private Path folder;

  NewExtensionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A packaging, as people write it. */
  private static final class Word implements ITypeConverter<ExtensionProject.Packaging> {
    @Override
    public ExtensionProject.Packaging convert(String word) {
      try {
        return ExtensionProject.Packaging.valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + word + "' is no packaging; use bundle or pf4j");
      }
    }
  }

  @Override
  public Integer call() {
    Path target = folder == null ? Path.of(id) : folder;
    try {
      ExtensionProject project = new ExtensionProject(group, id, packaging);
      project.write(target).forEach(file -> terminal.out().println("wrote  " + file));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, e.getMessage(), e);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          e.getMessage() + " is there already; nothing was written. Choose another --dir",
          e);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILURE, "cannot write the project: " + e, e);
    }
    terminal.out().println();
    terminal.out().println("Build it: cd " + target + " && mvn verify");
    terminal.out().println("Run it:   mob run mob.conf");
    terminal.out().println("Use it:   mob greet Ada       (from another terminal)");
    return ExitCode.OK;
  }
}
