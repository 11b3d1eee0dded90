package dev.mob.cli;

import dev.mob.install.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob extension keygen}. */
@Command(
    name = "keygen",
    description = "Makes a key pair to sign extensions with.",
    footer = {
      "",
      "The file is for you alone: keep it out of repositories and back it up. Whoever has it signs"
          + " as",
      "you; whoever loses it makes all users trust a new key. What users add to mob.conf is"
          + " printed.",
      "",
      "Examples:",
      "  mob extension keygen acme.key"
    })
final class ExtensionKeygenCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "FILE", description = "A new file for the key pair.")
  private Path file;

  ExtensionKeygenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    SigningKey key = SigningKey.generate();
    try {
      key.write(file);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, file + " is there already; a key is never written over", e);
    }
    terminal.out().println(file + "  fingerprint " + key.publicKey().fingerprint());
    String name = file.getFileName().toString().replaceFirst("\\..*", "");
    terminal
        .out()
        .println(
            "for those who trust you, in mob.conf:  trust.keys { "
                + name
                + " = \""
                + key.publicKey().base64()
                + "\" }");
    return ExitCode.OK;
  }
}
