package dev.mob.cli;

import dev.mob.config.Version;
import dev.mob.control.Json;
import dev.mob.install.InstallRefused;
import dev.mob.install.Installed;
import dev.mob.install.Installer;
import dev.mob.install.Offer;
import dev.mob.install.Release;
import dev.mob.kernel.packaging.KernelApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob extension search}. */
@Command(
    name = "search",
    description = "Looks through the repositories of mob.conf.",
    footer = {
      "",
      "Looks for the words in ids, names and descriptions; without any it lists everything. What a",
      "repository says of its extensions is not verified: only the archive is, when it is"
          + " installed.",
      "",
      "Examples:",
      "  mob extension search",
      "  mob extension search shared board"
    })
final class ExtensionSearchCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Parameters(arity = "0..*", paramLabel = "WORD", description = "All of them have to be found.")
  private List<String> words = List.of();

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  ExtensionSearchCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    Installer installer = options.installer(environment);
    List<Object> rows = new ArrayList<>();
    for (Offer offer : Offers.of(installer, terminal).all()) {
      if (matches(offer)) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", offer.id());
        row.put(
            "version",
            offer
                .latestFor(KernelApi.version())
                .map(Release::version)
                .map(Version::toString)
                .orElse(null));
        row.put(
            "installed",
            installer
                .find(offer.id())
                .map(Installed::archive)
                .map(archive -> archive.descriptor().version().toString())
                .orElse(null));
        row.put("provider", offer.provider());
        row.put("repository", offer.repository().name());
        row.put("description", offer.description());
        rows.add(row);
      }
    }
    terminal.out().println(json ? Json.writePretty(rows) : table(rows));
    return ExitCode.OK;
  }

  private boolean matches(Offer offer) {
    String text =
        (offer.id() + " " + offer.name() + " " + offer.description()).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
  }

  private String table(List<Object> rows) {
    Table table =
        new Table("EXTENSION", "LATEST", "INSTALLED", "PROVIDER", "REPOSITORY", "DESCRIPTION");
    for (Object each : rows) {
      Map<?, ?> row = (Map<?, ?>) each;
      table.row(
          row.get("id"),
          Optional.<Object>ofNullable(row.get("version")).orElse("not for this kernel"),
          Optional.<Object>ofNullable(row.get("installed")).orElse("-"),
          row.get("provider"),
          row.get("repository"),
          row.get("description"));
    }
    return String.join(System.lineSeparator(), table.lines(terminal::faint));
  }
}
