package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/configuration.md shows works as it says. */
class DocumentationTest {
  private static final Path PAGE = Paths.get("..", "docs", "configuration.md");

  @TempDir Path folder;

  @Test
  void everyExampleOnThePageIsReadWithoutAnError() throws IOException {
    List<String> examples = examples();

    assertThat(examples).hasSize(5);
    write("team.conf", "");
    for (String example : examples.subList(0, 3)) {
      write("mob.conf", example);
      MobConfFile file =
          new MobConfReader(Collections.singletonMap("MOB_COOKIE", "from-the-environment"))
              .read(folder.resolve("mob.conf"));
      assertThat(file.diagnostics().render()).isEmpty();
    }
    Checked<Descriptor> descriptor = new DescriptorReader().read(examples.get(3), "page");
    assertThat(descriptor.diagnostics().render()).isEmpty();
    assertThat(descriptor.orThrow().settings().names()).hasSize(9);
    Checked<Descriptor> conditional =
        new DescriptorReader().read(examples.get(3) + examples.get(4), "page");
    assertThat(conditional.diagnostics().render()).isEmpty();
    assertThat(conditional.orThrow().iosClauses()).hasSize(2);
  }

  @Test
  void thePageNamesEveryTypeAndEveryKind() throws IOException {
    String page = page();

    for (SettingType type : SettingType.values()) {
      assertThat(page).contains("| `" + type.word() + "` |");
    }
    for (Diagnostic.Kind kind : Diagnostic.Kind.values()) {
      assertThat(page).contains("| `" + kind.name().toLowerCase(Locale.ROOT) + "` |");
    }
  }

  private static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    String[] parts = page().split("```");
    for (int i = 1; i < parts.length; i += 2) {
      if (parts[i].startsWith("hocon\n")) {
        examples.add(parts[i].substring("hocon\n".length()));
      }
    }
    return examples;
  }

  private static String page() throws IOException {
    return new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8);
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
