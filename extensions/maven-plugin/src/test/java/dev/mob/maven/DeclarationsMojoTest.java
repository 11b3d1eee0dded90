package dev.mob.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        class = org.example.Net
        host.android.permissions = ["android.permission.INTERNET"]
        host.ios {
          background-modes = [audio, fetch]
          task-identifiers = [dev.mob.refresh]
          bonjour-services = ["_mob._tcp"]
          usage { NSLocalNetworkUsageDescription = "Finds others." }
          entitlements { aps-environment = development }
        }
        """);
    conf = folder.resolve("mob.conf");
    out = folder.resolve("mob");
    Files.writeString(conf, "mob.extensions.net {}");
  }

  private DeclarationsMojo goal(List<Path> check) {
    return goal("android", check);
  }

  private DeclarationsMojo goal(String target, List<Path> check) {
    return new DeclarationsMojo()
        .with(
            target,
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
  void writesWhatAnIosAppDeclaresAndFindsItComplete() throws Exception {
    goal("ios", List.of()).execute();

    assertThat(out.resolve("Info.plist")).content().contains("<string>_mob._tcp</string>");
    assertThat(out.resolve("mob.entitlements")).content().contains("aps-environment");
    assertThat(out.resolve("mob-classes.txt")).content().contains("org.example.Net\n");
    goal("ios", List.of(out.resolve("Info.plist"), out.resolve("mob.entitlements"))).execute();
  }

  @Test
  void eachValueAndEachKeyThatAnIosAppNoLongerHasFailsTheBuild() throws Exception {
    goal("ios", List.of()).execute();
    Path info = out.resolve("Info.plist");
    Path entitlements = out.resolve("mob.entitlements");
    assertThat(failuresWithoutEach("<string>", info)).isEqualTo(5);
    assertThat(failuresWithoutEach("<key>", info)).isEqualTo(4);
    assertThat(failuresWithoutEach("<key>", entitlements)).isEqualTo(1);
  }

  /** How many of the lines with such a tag are missed when they are taken out, one at a time. */
  private int failuresWithoutEach(String tag, Path file) throws Exception {
    List<String> lines = Files.readAllLines(file);
    int failures = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(tag)) {
        List<String> without = new ArrayList<>(lines);
        // A key goes with its value, of which an array has several lines.
        without.set(i, tag.equals("<key>") ? "<key>Another</key>" : "");
        Files.write(file, without);
        String place = lines.get(i).trim();
        assertThatThrownBy(() -> goal("ios", List.of(file)).execute())
            .as(place)
            .isInstanceOf(MojoFailureException.class)
            .hasMessageContaining("differences between");
        failures++;
      }
    }
    Files.write(file, lines);
    return failures;
  }

  @Test
  void aTargetThatIsNoPhoneFailsTheBuild() {
    assertThatThrownBy(() -> goal("windows", List.of()).execute())
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("android or ios");
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
