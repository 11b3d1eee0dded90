package dev.mob.install;

import dev.mob.config.MobConfFile;
import dev.mob.config.MobConfReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A machine with a mob.conf, onto which extensions are installed. */
final class Site {
  private final Path folder;
  private String trust = "";
  private String repositories = "";
  private String more = "";

  Site(Path folder) {
    this.folder = folder;
  }

  Site trusts(String keys) {
    trust += "keys { " + keys + " }\n";
    return this;
  }

  Site unsigned(String ids) {
    trust += "unsigned = [" + ids + "]\n";
    return this;
  }

  Site grants(String permissions) {
    trust += "permissions { " + permissions + " }\n";
    return this;
  }

  Site repository(String name, String place) {
    repositories += name + " = \"" + place + "\"\n";
    return this;
  }

  Site setting(String lines) {
    more += lines + "\n";
    return this;
  }

  Path conf() throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(
        folder.resolve("mob.conf"),
        "mob { extension-path = [extensions]\n trust {\n"
            + trust
            + "}\n repositories {\n"
            + repositories
            + "}\n"
            + more
            + "}\n");
  }

  Path extensions() {
    return folder.resolve("extensions");
  }

  Installer installer() throws IOException, InstallRefused {
    Path conf = conf();
    MobConfFile read = new MobConfReader(Map.of()).read(conf);
    if (read.diagnostics().hasErrors()) {
      throw new IllegalStateException(read.diagnostics().render());
    }
    return Installer.of(read, conf);
  }
}
