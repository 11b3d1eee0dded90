package dev.mob.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.DescriptorReader;
import dev.mob.config.MobConfFile;
import dev.mob.config.MobConfReader;
import dev.mob.testkit.MobNode;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/extensions.md shows compiles without a warning, reads without a mistake, and runs. */
final class GuideTest {
  private static final Path PAGE = Path.of("../../docs/extensions.md");
  private static final Pattern SNIPPET = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record|interface) (\\w+)");

  @TempDir private Path folder;

  @Test
  void itsExtensionCompilesAndRuns() throws Exception {
    compile();
    Path descriptor = folder.resolve("classes").resolve(DescriptorReader.LOCATION);
    Files.createDirectories(descriptor.getParent());
    Files.writeString(descriptor, snippets("hocon").get(0));
    URL[] classPath = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classPath, getClass().getClassLoader());
        MobNode node = MobNode.with("board { width = 10 }").classPath(loader).start()) {
      assertThat(node.call("canvas", 9)).isEqualTo(true);
      assertThat(node.call("canvas", 10)).isEqualTo(false);
      assertThat(node.call("canvas", "points")).isEqualTo(List.of(9));
      assertThat(node.kernel().services()).contains("org.example.board.Board");
    }
  }

  @Test
  void itsDescriptorAndItsMobConfAreRight() throws IOException {
    List<String> texts = snippets("hocon");
    assertThat(texts).hasSize(2);
    assertThat(new DescriptorReader().read(texts.get(0), "page").diagnostics().render()).isEmpty();
    MobConfFile conf = new MobConfReader(Map.of()).read("page", texts.get(1), folder);
    assertThat(conf.diagnostics().render()).isEmpty();
  }

  @Test
  void itsCodeHasNoOtherLanguages() throws IOException {
    assertThat(Files.readString(PAGE)).containsPattern(SNIPPET);
    Matcher snippet = SNIPPET.matcher(Files.readString(PAGE));
    while (snippet.find()) {
      assertThat(snippet.group(1)).isIn("java", "hocon");
    }
  }

  private void compile() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String code : snippets("java")) {
      Matcher type = TYPE.matcher(code);
      assertThat(type.find()).as("a type in\n%s", code).isTrue();
      sources.add(Files.writeString(folder.resolve(type.group(1) + ".java"), code));
    }
    assertThat(sources).hasSizeGreaterThan(5);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-Xlint:all,-path,-classfile",
              "-Werror",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              Files.createDirectories(folder.resolve("classes")).toString());
      boolean compiled = compiler.getTask(messages, files, null, options, null, units).call();
      assertThat(compiled).as("%s%s", messages, File.separator).isTrue();
    }
  }

  private static List<String> snippets(String language) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher snippet = SNIPPET.matcher(Files.readString(PAGE));
    while (snippet.find()) {
      if (snippet.group(1).equals(language)) {
        found.add(snippet.group(2));
      }
    }
    return found;
  }
}
