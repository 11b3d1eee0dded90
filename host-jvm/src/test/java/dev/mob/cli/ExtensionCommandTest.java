package dev.mob.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.control.Json;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mob extension}, from an author's key to a user's audit, in this process. */
final class ExtensionCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String trust = "";
  private String active = "";

  @BeforeEach
  void writeConf() throws IOException {
    Files.writeString(
        conf(),
        "mob { extension-path = [extensions], repositories { acme = published }\n"
            + "trust { "
            + trust
            + " }\nextensions { "
            + active
            + " } }\n");
  }

  @Test
  void anAuthorPublishesAndAUserInstallsUpdatesRollsBackAndRemoves() throws IOException {
    Path key = folder.resolve("acme.key");
    assertThat(mob("keygen", key.toString())).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String line = said("trust\\.keys \\{ (acme = \"[^\"]+\") }");
    assertThat(mob("keygen", key.toString())).as("never written over").isEqualTo(2);

    publish(key, archive("1.0.0", "permissions = [storage]"));
    assertThat(mob("search", "SHARED", "board", "--conf", conf().toString())).isZero();
    assertThat(out()).containsPattern("(?m)^board +1\\.0\\.0 +- +Acme +acme +A shared board");

    assertThat(user("install", "board")).isEqualTo(1);
    assertThat(err()).contains("signed by a key that mob.conf does not trust", line.substring(7));
    trust = "keys { " + line + " }";
    writeConf();
    assertThat(user("install", "board")).isZero();
    assertThat(out())
        .contains("signed by acme", "permissions: storage", "trust.permissions { board = [storage]")
        .contains("to turn it on:  extensions { board {} }");
    assertThat(user("install", "board")).isEqualTo(1);

    assertThat(mob("check", conf())).isZero();
    active = "board {}";
    writeConf();
    assertThat(mob("check", conf())).as("nothing is granted").isEqualTo(2);
    trust += ", permissions { board = [storage] }";
    writeConf();
    assertThat(mob("check", conf())).isZero();

    publish(key, archive("1.1.0", "permissions = [storage, network]"));
    assertThat(user("list", "--updates")).isZero();
    assertThat(out()).containsPattern("(?m)^board +1\\.0\\.0 +1\\.1\\.0 +yes +acme \\(");
    assertThat(user("update")).isZero();
    assertThat(out())
        .contains("new permissions, which 1.0.0 did not ask for: network", "(was 1.0.0)");
    assertThat(user("update")).isZero();
    assertThat(out()).contains("as new as the repositories have it");

    assertThat(user("audit")).isZero();
    assertThat(user("rollback", "board")).isZero();
    assertThat(out()).contains("back to board 1.0.0");
    assertThat(user("list", "--json")).isZero();
    Map<?, ?> row = (Map<?, ?>) ((List<?>) Json.read(out())).get(0);
    assertThat(row.get("version")).isEqualTo("1.0.0");
    assertThat(user("remove", "board")).isZero();
    assertThat(err()).contains("mob.conf still turns it on");
    assertThat(folder.resolve("extensions/board.jar")).doesNotExist();
  }

  @Test
  void whatChangesOnTheDiskWhileAKernelRunsIsTakenUpByAReload() throws IOException {
    Path key = folder.resolve("acme.key");
    mob("keygen", key.toString());
    trust = "keys { " + said("trust\\.keys \\{ (acme = \"[^\"]+\") }") + " }";
    writeConf();
    publish(key, archive("1.0.0", ""));
    JvmHost host =
        JvmHost.of(conf())
            .home(folder.resolve("home"))
            .environment(Map.of("XDG_RUNTIME_DIR", folder.toString()));
    try (Kernel kernel = host.build()) {
      kernel.boot();

      assertThat(user("install", "board")).isZero();
      active = "board {}";
      writeConf();
      assertThat(kernel.reload().started()).containsExactly("board");
      assertThat(board(kernel)).isEqualTo("board 1.0.0 pf4j ACTIVE");

      publish(key, archive("1.1.0", ""));
      assertThat(user("update", "board", "--later")).isZero();
      assertThat(board(kernel)).as("until it reloads").isEqualTo("board 1.0.0 pf4j ACTIVE");
      assertThat(kernel.reload().restarted()).containsExactly("board");
      assertThat(board(kernel)).isEqualTo("board 1.1.0 pf4j ACTIVE");

      assertThat(user("rollback", "board")).isZero();
      assertThat(kernel.reload().restarted()).containsExactly("board");
      assertThat(board(kernel)).isEqualTo("board 1.0.0 pf4j ACTIVE");

      assertThat(user("update", "board")).as("and while it runs").isZero();
      assertThat(board(kernel)).isEqualTo("board 1.1.0 pf4j ACTIVE");
      assertThat(kernel.reload().unchanged()).containsExactly("board");
    }
  }

  private static String board(Kernel kernel) {
    ExtensionStatus board = kernel.status().extension("board").orElseThrow();
    return board.id() + " " + board.version() + " " + board.packaging() + " " + board.state();
  }

  @Test
  void anUpdateThatWouldKeepTheNextStartFromWorkingIsNotMade() throws IOException {
    Path key = folder.resolve("acme.key");
    mob("keygen", key.toString());
    trust = "keys { " + said("trust\\.keys \\{ (acme = \"[^\"]+\") }") + " }";
    active = "board {}";
    writeConf();
    publish(key, archive("1.0.0", ""));
    assertThat(user("install", "board")).isZero();
    publish(key, archive("1.1.0", "permissions = [push]"));

    assertThat(user("update")).isEqualTo(1);
    assertThat(err()).contains("answer first, trust.permissions { board = [push] }");
    assertThat(mob("check", conf())).isZero();
    trust += ", permissions { board = [] }";
    writeConf();
    assertThat(user("update", "board")).isZero();
    assertThat(mob("check", conf())).isZero();
    assertThat(out()).contains("which mob.conf does not grant");
  }

  @Test
  void auditFindsWhatWasChangedAndWhatIsNoLongerTrusted() throws IOException {
    Path key = folder.resolve("acme.key");
    mob("keygen", key.toString());
    trust = "keys { " + said("trust\\.keys \\{ (acme = \"[^\"]+\") }") + " }";
    writeConf();
    Path archive = archive("1.0.0", "");
    mob("sign", archive.toString(), "--key", key.toString());
    assertThat(user("install", archive.toString())).isZero();
    assertThat(user("audit")).isZero();

    String trusted = trust;
    trust = "";
    writeConf();
    assertThat(user("audit")).isEqualTo(1);
    assertThat(out()).contains("PROBLEM", "mob.conf does not trust");

    trust = trusted;
    writeConf();
    Files.write(folder.resolve("extensions/board.jar"), Files.readAllBytes(archive("1.0.1", "")));
    assertThat(user("audit")).isEqualTo(1);
    assertThat(out()).contains("was changed since it was installed");
    assertThat(user("list")).isZero();
    assertThat(out()).contains("CHANGED");
  }

  @Test
  void verifySaysWhetherAnArchiveCouldBeInstalled() throws IOException {
    Path key = folder.resolve("acme.key");
    mob("keygen", key.toString());
    String open = said("trust\\.keys \\{ acme = \"([^\"]+)\" }");
    Path archive = archive("1.0.0", "");

    assertThat(mob("verify", archive.toString(), "--key", open)).isEqualTo(1);
    assertThat(err()).contains("has no signature");
    mob("sign", archive.toString(), "--key", key.toString());
    assertThat(mob("verify", archive.toString(), "--key", open)).isZero();
    assertThat(out()).contains("good", "board 1.0.0", "signed by --key");
    assertThat(mob("verify", archive.toString(), "--key", "nonsense")).isEqualTo(2);
  }

  @Test
  void anAuthorIsToldOfMistakesBeforeUsersAre() throws IOException {
    Path key = folder.resolve("acme.key");
    mob("keygen", key.toString());
    Path archive = archive("1.0.0", "knid = 7");

    assertThat(mob("sign", archive.toString(), "--key", key.toString())).isEqualTo(1);
    assertThat(err()).contains("knid", "unknown");
    assertThat(mob("sign", archive.toString(), "--key", archive.toString())).isEqualTo(2);
    assertThat(mob("sign", archive.toString(), "--key", "absent.key")).isEqualTo(2);
    assertThat(err()).contains("make a key with: mob extension keygen");
  }

  @Test
  void aRepositoryThatDoesNotAnswerIsWarnedOfAndTheOthersServe() throws IOException {
    Path key = folder.resolve("acme.key");
    mob("keygen", key.toString());
    publish(key, archive("1.0.0", ""));
    Files.writeString(
        conf(),
        "mob { extension-path = [extensions],"
            + " repositories { gone = nowhere, acme = published } }");

    assertThat(user("search")).isZero();
    assertThat(out()).contains("A shared board");
    assertThat(err()).contains("repository gone", "nowhere");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(mob("install", "board", "--conf", "absent.conf")).isEqualTo(2);
    assertThat(err()).contains("there is no absent.conf");
    assertThat(user("install", "board")).isEqualTo(1);
    assertThat(err()).contains("repository acme", "plugins.json");
    assertThat(user("update", "board")).isEqualTo(1);
    assertThat(err()).contains("board is not installed");
    assertThat(user("install", "absent.jar")).isEqualTo(1);
    assertThat(err()).contains("absent.jar is no file");
  }

  private void publish(Path key, Path archive) {
    assertThat(mob("sign", archive.toString(), "--key", key.toString())).isZero();
    assertThat(
            mob(
                "publish",
                archive.toString(),
                "--to",
                folder.resolve("published").toString(),
                "--provider",
                "Acme"))
        .isZero();
  }

  private Path archive(String version, String descriptor) throws IOException {
    Path file = folder.resolve("board-" + version + ".jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("META-INF/mob/extension.conf"));
      zip.write(
          ("id = board, version = " + version + ", doc = \"A shared board\"\n" + descriptor)
              .getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private Path conf() {
    return folder.resolve("mob.conf");
  }

  private int mob(String command, Path conf) {
    return run(command, conf.toString());
  }

  private int mob(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "extension";
    System.arraycopy(words, 0, all, 1, words.length);
    return run(all);
  }

  private int user(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--conf";
    all[words.length + 1] = conf().toString();
    return mob(all);
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    return new Mob(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false),
            Map.of("XDG_RUNTIME_DIR", folder.toString()))
        .execute(words);
  }

  private String said(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(out());
    assertThat(matcher.find()).as(out()).isTrue();
    return matcher.group(1);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
