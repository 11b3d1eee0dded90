package dev.mob.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.archetype.ExtensionProject.Packaging;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionProjectTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Packaging.class)
  void nothingOfTheTemplatesIsLeftInAProject(Packaging packaging) throws IOException {
    List<Path> written =
        new ExtensionProject("org.example", "photo-frames", packaging).write(folder);
    for (Path file : written) {
      assertThat(Files.readString(file))
          .as("%s", file)
          .doesNotContain(
              "${artifactId}", "${package}", "${className}", "#if", "#else", "#end", "@mob");
    }
    assertThat(folder.resolve("src/main/java/org/example/photoframes/PhotoframesExtension.java"))
        .content()
        .startsWith("package org.example.photoframes;")
        .contains("public final class PhotoframesExtension implements Extension");
    assertThat(folder.resolve("src/main/resources/META-INF/mob/extension.conf"))
        .content()
        .contains("id = photo-frames", "version = \"${project.version}\"");
  }

  @Test
  void onlyABundleHasBnd() throws IOException {
    new ExtensionProject("org.example", "a", Packaging.BUNDLE).write(folder.resolve("a"));
    new ExtensionProject("org.example", "b", Packaging.PF4J).write(folder.resolve("b"));
    assertThat(folder.resolve("a/pom.xml")).content().contains("bnd-maven-plugin");
    assertThat(folder.resolve("b/pom.xml")).content().doesNotContain("bnd").contains("/lib<");
  }

  @Test
  void whatIsThereIsNotTouched() throws IOException {
    Path conf = Files.writeString(folder.resolve("mob.conf"), "mine");
    ExtensionProject project = new ExtensionProject("org.example", "hello", Packaging.BUNDLE);
    assertThatThrownBy(() -> project.write(folder))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("mob.conf");
    assertThat(conf).hasContent("mine");
    assertThat(folder.resolve("pom.xml")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello", "9lives", "a_b", "", "../up", "a b"})
  void anIdThatCannotBeOneIsRefused(String id) {
    assertThatThrownBy(() -> new ExtensionProject("org.example", id, Packaging.BUNDLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be an extension's id");
  }

  @Test
  void aNameThatJavaKeepsForItselfIsRefused() {
    assertThatThrownBy(() -> new ExtensionProject("org.example", "new", Packaging.BUNDLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("package org.example.new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"org..example", "Org", "org.9", "", "org/example"})
  void aGroupThatCannotBeAPackageIsRefused(String group) {
    assertThatThrownBy(() -> new ExtensionProject(group, "hello", Packaging.BUNDLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write it as a Java package");
  }

  @Test
  void whatATemplateDoesNotKnowStaysAsItIs() {
    String template = "a ${x}\n#if ($k == \"v\")\nyes ${project.x}\n#else\nno\n#end\nb ${y} ${x}\n";
    assertThat(Template.fill(template, Map.of("x", "$1", "k", "v")))
        .isEqualTo("a $1\nyes ${project.x}\nb ${y} $1\n");
    assertThat(Template.fill(template, Map.of("x", "1", "k", "w")))
        .isEqualTo("a 1\nno\nb ${y} 1\n");
  }
}
