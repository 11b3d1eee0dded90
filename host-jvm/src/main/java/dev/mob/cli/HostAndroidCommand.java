package dev.mob.cli;

import dev.mob.declarations.Target;
import dev.mob.declarations.android.AndroidFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob host android}. */
@Command(
    name = "android",
    description = {
      "Writes what an Android app needs for a mob.conf, or checks its manifest.",
      "",
      "The manifest for Gradle's merger, keep rules, a Gradle snippet and the index of linked",
      "extensions: only for what is active, with the settings that it has."
    },
    footer = {
      "",
      "Examples:",
      "  mob host android mob.conf                      show the files",
      "  mob host android mob.conf --out app/mob        write them",
      "  mob host android mob.conf --check app/src/main/AndroidManifest.xml",
      "",
      HostOptions.EXIT_CODES
    })
final class HostAndroidCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final HostOptions options = new HostOptions();

  @Option(
      names = "--app-manifest",
      paramLabel = "FILE",
      description = "Add to this manifest of the app's: for a build without Gradle's merger.")
  private Path appManifest;

  HostAndroidCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    AndroidFiles files =
        appManifest == null ? new AndroidFiles() : AndroidFiles.into(Files.readString(appManifest));
    return new HostFiles(terminal, Target.ANDROID, files).run(options);
  }
}
