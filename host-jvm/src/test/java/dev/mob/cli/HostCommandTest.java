package dev.mob.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path conf;
  private Path manifest;

  @BeforeEach
  void anAppWithThreeExtensions() throws IOException {
    conf = folder.resolve("mob.conf");
    manifest = folder.resolve("mob/AndroidManifest.xml");
    Files.writeString(
        conf, "mob.extensions { notify {}, background { keep-alive.type = audio }, cluster {} }");
  }

  @Test
  void writesWhatTheAppNeedsAndFindsItComplete() throws IOException {
    assertThat(mob("host", "android", conf, "--out", folder.resolve("mob"))).isEqualTo(ExitCode.OK);

    assertThat(Files.readString(manifest))
        .contains("mediaPlayback", "FOREGROUND_SERVICE_MEDIA_PLAYBACK")
        .doesNotContain("dataSync");
    assertThat(folder.resolve("mob/mob-rules.pro")).exists();
    assertThat(folder.resolve("mob/mob.gradle")).exists();
    assertThat(folder.resolve("mob/resources/META-INF/mob/linked.index")).exists();
    assertThat(mob("host", "android", conf, "--check", manifest)).isEqualTo(ExitCode.OK);
    assertThat(said()).contains("ok: " + manifest + " has what " + conf + " needs");
  }

  @Test
  void aManifestThatLacksAPermissionIsADifference() throws IOException {
    mob("host", "android", conf, "--out", folder.resolve("mob"));
    String lacking =
        Files.readString(manifest)
            .replace("  <uses-permission android:name=\"android.permission.INTERNET\" />\n", "");
    Files.writeString(manifest, lacking);

    assertThat(mob("host", "android", conf, "--check", manifest)).isEqualTo(ExitCode.FAILURE);
    assertThat(said())
        .contains(
            manifest
                + ":3:1: error: lacks the permission android.permission.INTERNET, which notify")
        .contains("lacks 1, contradicts 0, has too much 0");
  }

  @Test
  void whatIsLeftOverIsADifferenceOnlyWhenAsked() throws IOException {
    mob("host", "android", conf, "--out", folder.resolve("mob"));
    Files.writeString(conf, "mob.extensions { notify {}, background { keep-alive.type = audio } }");

    assertThat(mob("host", "android", conf, "--check", manifest)).isEqualTo(ExitCode.OK);
    assertThat(said()).contains("warning: the permission android.permission.ACCESS_NETWORK_STATE");
    assertThat(mob("host", "android", conf, "--check", manifest, "--strict"))
        .isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void aMistakeInMobConfIsNoDifference() throws IOException {
    Files.writeString(conf, "mob.extensions { notfy {} }");

    assertThat(mob("host", "android", conf)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("there is no extension 'notfy'");
    assertThat(mob("host", "android", conf, "--check", folder.resolve("none.xml")))
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void aPhoneHasNoEnvironment() throws IOException {
    Files.writeString(conf, "mob.extensions.cluster { cookie = ${MOB_COOKIE} }");

    assertThat(mob("check", conf)).isEqualTo(ExitCode.OK);
    assertThat(mob("check", conf, "--target", "android")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(mob("check", conf, "--target", "android", "--variable", "MOB_COOKIE=abcdefgh"))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void anExtensionOutsideTheAppIsRefused() throws IOException {
    Path example = Path.of("..", "example-mob-conf").toAbsolutePath().normalize();
    Path classes = example.resolve("target/classes");
    Files.writeString(conf, "mob.extensions { notify {}, background {}, whiteboard {} }");

    assertThat(mob("check", conf, "--target", "android")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).contains("there is no extension 'whiteboard'");
    assertThat(mob("check", conf, "--target", "android", "--linked", classes))
        .isEqualTo(ExitCode.OK);
  }

  private int mob(Object... words) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Mob mob = new Mob(new Terminal(out, out, false), Map.of("MOB_COOKIE", "from-the-environment"));
    String[] line = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      line[i] = words[i].toString();
    }
    return mob.execute(line);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
