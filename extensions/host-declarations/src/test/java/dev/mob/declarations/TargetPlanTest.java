package dev.mob.declarations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetPlanTest {
  @TempDir Path folder;

  @Test
  void whatThePlatformCannotDoIsRefusedWhereItIsAskedFor() {
    AppFolder app =
        new AppFolder(folder)
            .extension(
                "awake",
                """
                settings.type { type = enum, values = [audio, data], default = audio }
                host.ios.when = [{ setting = type, is = [data], refused = "iOS has no such mode" }]
                """)
            .conf("mob.extensions {\n  awake { type = data }\n}");

    assertThat(app.plan(Target.ANDROID).read().value()).isPresent();
    assertThat(app.plan(Target.IOS).read().diagnostics().render())
        .contains("mob.conf:2:11: error: extensions.awake.type: iOS has no such mode")
        .contains("give it another value on iOS");
  }

  @Test
  void anExtensionThatAPlatformCannotHaveIsRefusedAtItsBlock() {
    AppFolder app =
        new AppFolder(folder)
            .extension("desk", "host.android.refused = \"it draws windows\"")
            .conf("mob.extensions {\n  desk {}\n}");

    assertThat(app.plan(Target.IOS).read().value()).isPresent();
    assertThat(app.plan(Target.ANDROID).read().diagnostics().render())
        .contains("mob.conf:2:3: error: extensions.desk: it draws windows");
  }

  @Test
  void aDefaultThatThePlatformCannotDoIsRefusedAtTheBlock() {
    AppFolder app =
        new AppFolder(folder)
            .extension(
                "awake",
                """
                settings.type { type = enum, values = [audio, data], default = data }
                host.ios.when = [{ setting = type, is = [data], refused = "no such mode" }]
                """)
            .conf("mob.extensions {\n  awake {}\n}");

    assertThat(app.plan(Target.IOS).read().diagnostics().render())
        .contains("mob.conf:2:3: error: extensions.awake.type: no such mode");
  }

  @Test
  void substitutionsSeeOnlyWhatTheAppGives() {
    AppFolder app =
        new AppFolder(folder)
            .extension("home", "settings.place { type = string, required = true }")
            .conf("mob.extensions.home { place = ${PATH} }");

    assertThat(app.plan(Target.ANDROID).read().diagnostics().render()).contains("PATH");
    assertThat(app.plan(Target.ANDROID, Map.of("PATH", "here")).read().value()).isPresent();
  }
}
