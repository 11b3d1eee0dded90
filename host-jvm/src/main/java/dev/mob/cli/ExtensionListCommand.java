package dev.mob.cli;

import dev.mob.config.MobConfFile;
import dev.mob.config.Permission;
import dev.mob.control.Json;
import dev.mob.install.InstallRefused;
import dev.mob.install.Installed;
import dev.mob.install.Installer;
import dev.mob.install.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob extension list}. */
@Command(
    name = "list",
    description = "Lists the extensions in the folders of extension-path, and whose they are.",
    footer = {
      "",
      "SIGNED BY is the name that mob.conf gives to the key. 'by hand' was put there by nobody's",
      "install, 'CHANGED' was installed and has other bytes since.",
      "",
      "Examples:",
      "  mob extension list",
      "  mob extension list --updates       ask the repositories for newer ones"
    })
final class ExtensionListCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Option(names = "--updates", description = "Ask the repositories for newer versions.")
  private boolean updates;

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  ExtensionListCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    MobConfFile conf = options.read(environment);
    Installer installer = options.installer(environment);
    Optional<Offers> offers =
        updates ? Optional.of(Offers.of(installer, terminal)) : Optional.<Offers>empty();
    List<Object> rows = new ArrayList<>();
    for (Installed each : installer.installed()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", each.id());
      row.put("version", each.archive().descriptor().version().toString());
      row.put("packaging", each.archive().kind().word());
      row.put("active", conf.extensions().contains(each.id()));
      row.put("signed", signed(installer, each));
      row.put(
          "permissions",
          each.archive().descriptor().permissions().stream().map(Permission::word).toList());
      row.put("origin", each.receipt().map(Receipt::origin).orElse(null));
      row.put("file", each.file().toString());
      if (offers.isPresent()) {
        row.put("update", newer(offers.get(), each));
      }
      rows.add(row);
    }
    terminal.out().println(json ? Json.writePretty(rows) : table(rows));
    return ExitCode.OK;
  }

  private static String signed(Installer installer, Installed each) {
    if (each.changed()) {
      return "CHANGED";
    }
    return each.receipt()
        .map(receipt -> receipt.signer().map(installer::nameOf).orElse("nobody"))
        .orElse("by hand");
  }

  private static String newer(Offers offers, Installed each) {
    try {
      Offers.Choice choice = offers.choose(each.id(), Optional.empty());
      return choice.release().version().compareTo(each.archive().descriptor().version()) > 0
          ? choice.release().version().toString()
          : null;
    } catch (InstallRefused notOffered) {
      return null;
    }
  }

  private String table(List<Object> rows) {
    Table table =
        new Table(
            "EXTENSION",
            "VERSION",
            updates ? "NEWER" : "PACKAGING",
            "ACTIVE",
            "SIGNED BY",
            "PERMISSIONS",
            "FILE");
    for (Object each : rows) {
      Map<?, ?> row = (Map<?, ?>) each;
      String permissions =
          ((List<?>) row.get("permissions"))
              .stream().map(Object::toString).collect(Collectors.joining(", "));
      Object third = updates ? row.get("update") : row.get("packaging");
      table.row(
          "CHANGED".equals(row.get("signed")) ? terminal::bad : text -> text,
          row.get("id"),
          row.get("version"),
          third == null ? "-" : third,
          Boolean.TRUE.equals(row.get("active")) ? "yes" : "no",
          row.get("signed"),
          permissions.isEmpty() ? "-" : permissions,
          row.get("file"));
    }
    return String.join(System.lineSeparator(), table.lines(terminal::faint));
  }
}
