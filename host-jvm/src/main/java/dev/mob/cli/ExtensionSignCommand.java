package dev.mob.cli;

import dev.mob.install.DetachedSignature;
import dev.mob.install.SigningKey;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import dev.mob.packaging.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob extension sign}. */
@Command(
    name = "sign",
    description = "Signs archives: writes FILE.sig beside each.",
    footer = {
      "",
      "Refuses what could not be installed anywhere, such as a descriptor with mistakes.",
      "",
      "Examples:",
      "  mob extension sign target/board-1.0.0.jar --key acme.key"
    })
final class ExtensionSignCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The archives.")
  private List<Path> files;

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your key pair.")
  private Path key;

  ExtensionSignCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(key)) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, key + " is no file; make a key with: mob extension keygen " + key);
    }
    SigningKey pair;
    try {
      pair = SigningKey.read(key);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, e.getMessage(), e);
    }
    for (Path file : files) {
      ExtensionArchive archive = read(file);
      Path signature = DetachedSignature.fileFor(file);
      Files.writeString(signature, DetachedSignature.of(file, pair).text());
      terminal
          .out()
          .println(
              signature
                  + "  "
                  + archive.descriptor()
                  + "  "
                  + archive.kind().word()
                  + "  by "
                  + pair.publicKey().fingerprint());
    }
    return ExitCode.OK;
  }

  /** An archive that is sound. */
  static ExtensionArchive read(Path file) throws IOException {
    try {
      ExtensionArchive archive =
          ExtensionArchive.read(file, ArchiveLimits.STANDARD)
              .orElseThrow(
                  () ->
                      new RefusedArchive(
                          file + " has no META-INF/mob/extension.conf, and so is no extension"));
      archive.checkContent(ArchiveLimits.STANDARD);
      return archive;
    } catch (RefusedArchive e) {
      throw new CommandFailure(ExitCode.FAILURE, e.getMessage(), e);
    }
  }
}
