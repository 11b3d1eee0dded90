package dev.mob.cli;

import dev.mob.config.Trust;
import dev.mob.install.DetachedSignature;
import dev.mob.install.InstallRefused;
import dev.mob.install.InstallRefused.Reason;
import dev.mob.install.PublicKey;
import dev.mob.install.Verified;
import dev.mob.install.Verifier;
import dev.mob.kernel.packaging.KernelApi;
import dev.mob.packaging.archive.ArchiveLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob extension verify}. */
@Command(
    name = "verify",
    description = "Says whether an archive could be installed: signature, trust, kernel, content.",
    footer = {
      "",
      "Examples:",
      "  mob extension verify board-1.0.0.jar                    by the keys of mob.conf",
      "  mob extension verify board-1.0.0.jar --key 'BASE64='    by this key alone",
      "",
      "Exit codes: 0 it could, 1 it could not and why."
    })
final class ExtensionVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Parameters(paramLabel = "FILE", description = "The archive, with FILE.sig beside it.")
  private Path file;

  @Option(names = "--key", paramLabel = "BASE64", description = "The public key to trust.")
  private String key;

  ExtensionVerifyCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    if (!Files.isRegularFile(file)) {
      throw new InstallRefused(Reason.NOT_FOUND, file + " is no file");
    }
    Verifier verifier = new Verifier(trust(), KernelApi.version(), ArchiveLimits.STANDARD);
    Optional<DetachedSignature> signature;
    try {
      signature = DetachedSignature.beside(file);
    } catch (IOException e) {
      throw new InstallRefused(Reason.BAD_SIGNATURE, e.getMessage(), e);
    }
    Verified verified = verifier.verify(file, file.toString(), Optional.empty(), signature);
    terminal
        .out()
        .println(
            terminal.good("good")
                + "  "
                + verified.archive().descriptor()
                + "  "
                + verified.archive().kind().word()
                + "  "
                + verified.signer().map(name -> "signed by " + name).orElse("unsigned"));
    terminal.out().println("sha512  " + verified.checksum());
    return ExitCode.OK;
  }

  private Trust trust() {
    if (key == null) {
      return Trust.of(options.read(environment).settings());
    }
    try {
      return new Trust(Map.of("--key", PublicKey.of(key).base64()), Set.of(), Map.of());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, "--key: " + e.getMessage(), e);
    }
  }
}
