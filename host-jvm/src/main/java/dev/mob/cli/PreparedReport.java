package dev.mob.cli;

import dev.mob.config.MobConfFile;
import dev.mob.config.Permission;
import dev.mob.install.Installed;
import dev.mob.install.Prepared;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a person what is about to be installed, and what is left to do afterwards. */
final class PreparedReport {
  private final Terminal terminal;
  private final MobConfFile conf;

  PreparedReport(Terminal terminal, MobConfFile conf) {
    this.terminal = terminal;
    this.conf = conf;
  }

  void before(Prepared prepared) {
    terminal
        .out()
        .println(
            terminal.strong(prepared.id() + " " + prepared.version())
                + "  "
                + prepared.archive().kind().word()
                + "  "
                + prepared
                    .signer()
                    .map(name -> terminal.good("signed by " + name))
                    .orElse(terminal.warn("unsigned")));
    String doc = prepared.archive().descriptor().doc();
    if (!doc.isEmpty()) {
      terminal.out().println("  " + doc.replaceAll("\\p{Cntrl}", " "));
    }
    Set<Permission> declared = prepared.archive().descriptor().permissions();
    if (!declared.isEmpty()) {
      terminal.out().println("  permissions: " + words(declared));
    }
    if (prepared.replaces().isPresent() && !prepared.grown().isEmpty()) {
      terminal
          .out()
          .println(
              "  "
                  + terminal.warn(
                      "new permissions, which "
                          + prepared.replaces().get().archive().descriptor().version()
                          + " did not ask for: "
                          + words(prepared.grown())));
    }
    prepared.warnings().forEach(each -> terminal.out().println("  " + terminal.warn(each)));
  }

  void after(Prepared prepared, Installed installed) {
    terminal
        .out()
        .println(
            terminal.good(prepared.replaces().isPresent() ? "updated" : "installed")
                + " "
                + installed.file()
                + prepared
                    .replaces()
                    .map(old -> " (was " + old.archive().descriptor().version() + ")")
                    .orElse(""));
    if (!prepared.notGranted().isEmpty()) {
      terminal
          .out()
          .println(
              "to let it have what it asks for:  trust.permissions { "
                  + prepared.id()
                  + " = ["
                  + words(prepared.archive().descriptor().permissions())
                  + "] }");
    }
    if (!conf.extensions().contains(prepared.id())) {
      terminal.out().println("to turn it on:  extensions { " + prepared.id() + " {} }");
    }
  }

  static String words(Collection<Permission> permissions) {
    return permissions.stream().map(Permission::word).collect(Collectors.joining(", "));
  }
}
