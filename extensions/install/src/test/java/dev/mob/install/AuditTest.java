package dev.mob.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.config.Permission;
import dev.mob.install.Audit.Use;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import dev.mob.packaging.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir Path folder;

  @Test
  void whatIsUsedIsShownBesideWhatIsDeclaredAlsoWhereALibraryUsesIt() throws Exception {
    Map<String, byte[]> library =
        Author.compile(
            "lib.Caller",
            "package lib; public class Caller { public static void call() throws Exception {"
                + " new java.net.Socket(\"localhost\", 1).close(); } }");
    Path jar = Author.archiveOf(folder.resolve("caller.jar"), library);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(
        "META-INF/mob/extension.conf",
        "id = x, version = 1.0.0, permissions = [storage]".getBytes());
    entries.put("lib/caller.jar", Files.readAllBytes(jar));
    entries.putAll(
        Author.compile(
            "x.Main",
            "package x; public class Main { long l = 5L; double d = 2.5; void f()"
                + " throws Exception { java.util.function.Supplier<String> s = () -> \"x\";"
                + " Runtime.getRuntime().halt(1); java.sql.DriverManager.getConnection(\"\");"
                + " new ProcessBuilder(\"ls\").start(); } }"));

    Audit audit = audit(entries);

    assertThat(audit.uses().get(Use.NETWORK)).containsExactly("lib/caller.jar");
    assertThat(audit.uses().get(Use.PROGRAMS)).containsExactly("");
    assertThat(audit.uses()).containsKeys(Use.EXIT, Use.STORAGE).doesNotContainKeys(Use.NATIVE);
    assertThat(audit.undeclared()).containsExactly(Permission.NETWORK);
    assertThat(audit.classes()).isEqualTo(2);
  }

  @Test
  void aDamagedClassFileIsRefused() {
    assertThatThrownBy(
            () ->
                audit(
                    Map.of(
                        "META-INF/mob/extension.conf",
                        "id = x, version = 1.0.0".getBytes(),
                        "x/Main.class",
                        new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0})))
        .isInstanceOf(RefusedArchive.class);
  }

  private Audit audit(Map<String, byte[]> entries) throws IOException {
    Path file = Author.archiveOf(folder.resolve("x.jar"), entries);
    return Audit.of(ExtensionArchive.read(file, ArchiveLimits.STANDARD).orElseThrow());
  }
}
