package dev.mob.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/extensions.md tells a newcomer to type, from nothing to new code in a running kernel,
 * each command in a process of its own. Alone: {@code mvnw verify -pl extensions/acceptance -am
 * -Dgroups=stranger}.
 */
@Tag("stranger")
final class NewcomersPathIT {
  private static final Pattern TRUST = Pattern.compile("trust\\.keys \\{ (.*) }");
  private static final Pattern GREETER =
      Pattern.compile("greeter \\(hello_greeter\\) +(<[0-9.]+>)");

  /** Where the projects are, and where commands find the kernel. */
  @TempDir private Path work;

  @Test
  void aNewExtensionIsBuiltSignedInstalledIntoARunningKernelSeenChangedAndUpdatedLive()
      throws IOException, InterruptedException {
    assertThat(mob(work, "new", "extension", "hello")).contains("Build it: cd hello && mvn verify");
    Path hello = work.resolve("hello");
    StrangersMaven.run(hello, "verify");
    assertThat(hello.resolve("target/surefire-reports"))
        .isDirectoryContaining(report -> report.toString().endsWith("ConformanceTest.txt"));
    assertThat(mob(hello, "check", "mob.conf")).startsWith("ok: ");

    Matcher trust = TRUST.matcher(mob(hello, "extension", "keygen", "me.key"));
    assertThat(trust.find()).isTrue();
    mob(hello, "extension", "sign", "target/hello.jar", "--key", "me.key");

    Path node = Files.createDirectories(work.resolve("node/extensions")).getParent();
    Path conf = node.resolve("mob.conf");
    String settings =
        "mob {\n  extension-path = [extensions]\n  hot-update.probation = 100ms\n"
            + "  trust.keys { "
            + trust.group(1)
            + " }\n  extensions { %s }\n}\n";
    Files.writeString(conf, settings.formatted(""));
    try (MobCommand kernel = MobCommand.start(node, work, "run", "mob.conf")) {
      kernel.says("ready in");
      mob(node, "extension", "install", "../hello/target/hello.jar");
      Files.writeString(conf, settings.formatted("hello {}"));
      assertThat(mob(node, "reload")).isEqualTo("started: hello\n");

      assertThat(mob(node, "greet", "Ada")).isEqualTo("Hello, Ada! You are number 1.\n");
      String tree = mob(node, "tree");
      assertThat(tree).contains("hello (hello_sup)");
      String pid = greeter(tree);

      edit(hello.resolve("pom.xml"), "<version>1.0.0</version>", "<version>1.1.0</version>");
      edit(greeterSource(hello), "You are number", "Today's number is");
      StrangersMaven.run(hello, "package", "-DskipTests");
      mob(hello, "extension", "sign", "target/hello.jar", "--key", "me.key");
      assertThat(mob(node, "extension", "update", "hello", "../hello/target/hello.jar"))
          .containsPattern("hello 1\\.0\\.0 -> 1\\.1\\.0  2 processes went on after a pause of");

      assertThat(mob(node, "greet", "Grace")).isEqualTo("Hello, Grace! Today's number is 2.\n");
      assertThat(greeter(mob(node, "tree"))).isEqualTo(pid);
    }
  }

  private static String greeter(String tree) {
    Matcher greeter = GREETER.matcher(tree);
    assertThat(greeter.find()).as(tree).isTrue();
    return greeter.group(1);
  }

  private static Path greeterSource(Path hello) {
    return hello.resolve("src/main/java/org/example/hello/Greeter.java");
  }

  /** The first place, as the project's own version is the first in its pom.xml. */
  private static void edit(Path file, String text, String replacement) throws IOException {
    String before = Files.readString(file);
    int at = before.indexOf(text);
    assertThat(at).as("%s in %s", text, file).isNotNegative();
    Files.writeString(
        file, before.substring(0, at) + replacement + before.substring(at + text.length()));
  }

  private String mob(Path folder, String... words) throws IOException, InterruptedException {
    return MobCommand.run(folder, work, words);
  }
}
