package dev.mob.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class DeclarationsMojoTest {
  @TempDir Path folder;

  private Path conf;
  private Path out;

  @BeforeEach
  void anAppWithOneExtension() throws IOException {
    Path descriptor = folder.resolve("classes/META-INF/mob/extension.conf");
    Files.createDirectories(descriptor.getParent());
    Files.writeString(
        descriptor,
        """
        id = net
        version = 1.0.0
        host.android.permissions = ["android.permission.INTERNET"]
        """);
    conf = folder.resolve("mob.conf");
    out = folder.resolve("mob");
    Files.writeString(conf, "mob.extensions.net {}");
  }

  private DeclarationsMojo goal(List<Path> check) {
    return new DeclarationsMojo()
        .with(
            "android",
            conf.toFile(),
            out.toFile(),
            check.stream().map(Path::toFile).toList(),
            List.of(folder.resolve("classes").toString()));
  }

  @Test
  void writesTheDeclarationsOfTheProjectsClassPathAndFindsThemComplete() throws Exception {
    goal(List.of()).execute();

    Path manifest = out.resolve("AndroidManifest.xml");
    assertThat(manifest).content().contains("android.permission.INTERNET");
    assertThat(out.resolve("resources/META-INF/mob/linked.index")).exists();
    goal(List.of(manifest)).execute();
  }

  @Test
  void aDifferenceFailsTheBuild() throws Exception {
    goal(List.of()).execute();
    Path manifest = out.resolve("AndroidManifest.xml");
    Files.writeString(
        manifest, Files.readString(manifest).replace("permission.INTERNET", "permission.OTHER"));

    assertThatThrownBy(() -> goal(List.of(manifest)).execute())
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("1 differences");
  }

  @Test
  void aMistakeInMobConfFailsTheBuild() throws Exception {
    Files.writeString(conf, "mob.extensions.nte {}");

    assertThatThrownBy(() -> goal(List.of()).execute())
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("not fit for Android");
  }

  /** The descriptor is written by hand, so what it names is held against the class. */
  @Test
  void everyParameterOfTheDescriptorIsAFieldOfTheGoal() throws Exception {
    Document descriptor =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(DeclarationsMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml"));

    assertThat(descriptor.getElementsByTagName("implementation").item(0).getTextContent())
        .isEqualTo(DeclarationsMojo.class.getName());
    NodeList parameters = descriptor.getElementsByTagName("parameter");
    for (int i = 0; i < parameters.getLength(); i++) {
      NodeList details = ((org.w3c.dom.Element) parameters.item(i)).getElementsByTagName("name");
      String name = details.item(0).getTextContent();
      assertThat(DeclarationsMojo.class.getDeclaredField(name)).isNotNull();
    }
    assertThat(
            descriptor
                .getElementsByTagName("classPath")
                .item(0)
                .getAttributes()
                .getNamedItem("default-value")
                .getTextContent())
        .isEqualTo("${project.runtimeClasspathElements}");
  }
}
