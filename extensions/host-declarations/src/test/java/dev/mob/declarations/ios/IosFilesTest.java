package dev.mob.declarations.ios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.AppFolder;
import dev.mob.declarations.GeneratedFile;
import dev.mob.declarations.Target;
import dev.mob.declarations.xml.XmlFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IosFilesTest {
  @TempDir Path folder;

  private final IosFiles files = new IosFiles();
  private AppFolder app;

  @BeforeEach
  void anAppWithThreeExtensions() {
    app =
        new AppFolder(folder)
            .extension(
                "awake",
                """
                host.ios {
                  background-modes = [audio, fetch]
                  task-identifiers = [dev.mob.refresh]
                }
                """)
            .extension(
                "push",
                """
                host.ios {
                  background-modes = [remote-notification]
                  entitlements { aps-environment = development }
                }
                """)
            .extension(
                "near",
                """
                host.ios {
                  usage { NSLocalNetworkUsageDescription = "Finds <you> & others." }
                  bonjour-services = ["_mob._tcp"]
                }
                """)
            .conf("mob.extensions { awake {}, push {}, near {} }");
  }

  private Map<String, String> generated() {
    return files.generate(active()).stream()
        .collect(Collectors.toMap(GeneratedFile::name, GeneratedFile::content));
  }

  private ActiveDeclarations active() {
    return app.active(Target.IOS);
  }

  private Diagnostics check(String name, String text) {
    return files.check(active(), XmlFile.parse(name, text).orThrow());
  }

  @Test
  void whatIsGeneratedIsCleanWhenItIsChecked() {
    Map<String, String> files = generated();
    assertThat(check("Info.plist", files.get("Info.plist")).isEmpty()).isTrue();
    assertThat(check("mob.entitlements", files.get("mob.entitlements")).isEmpty()).isTrue();
  }

  @Test
  void thePropertyListSaysWhoNeedsWhatAndOnlyWhatIsActive() {
    assertThat(generated().get("Info.plist"))
        .contains(
            """
              <!-- awake, push -->
              <key>UIBackgroundModes</key>
              <array>
                <string>audio</string>
                <string>fetch</string>
                <string>remote-notification</string>
              </array>
            """)
        .contains("<string>Finds &lt;you&gt; &amp; others.</string>")
        .contains("<string>_mob._tcp</string>");
    app.conf("mob.extensions { awake {} }");
    assertThat(generated().get("Info.plist")).doesNotContain("remote-notification", "_mob._tcp");
    assertThat(generated().get("mob.entitlements")).doesNotContain("aps-environment");
  }

  @Test
  void theClassListHasTheExtensionsAndTheShimsClasses() {
    assertThat(generated().get("mob-classes.txt"))
        .contains("org.example.awake\n", "dev.mob.host.ios.internal.Launch\n");
  }

  @Test
  void eachKeyThatIsRemovedIsReportedWithWhoNeedsItAndTheMend() {
    String[] lines = generated().get("Info.plist").split("\n");
    int removed = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains("<string>") && lines[i].startsWith("    ")) {
        String[] without = lines.clone();
        without[i] = "";
        Diagnostics found = check("Info.plist", String.join("\n", without));
        String value = lines[i].replaceAll(".*<string>(.*)</string>.*", "$1");
        assertThat(found.errors()).as(value).hasSize(1);
        Diagnostic error = found.errors().get(0);
        assertThat(error.message()).startsWith("lacks " + value);
        assertThat(error.position().line()).isBetween(2, i + 1);
        assertThat(without[error.position().line() - 1]).contains("<key>");
        removed++;
      }
    }
    assertThat(removed).isEqualTo(5);
  }

  @Test
  void aUsageTextThatIsMissingOrEmptyIsReported() {
    String all = generated().get("Info.plist");
    String text = "<string>Finds &lt;you&gt; &amp; others.</string>";
    Diagnostics empty = check("Info.plist", all.replace(text, "<string></string>"));
    assertThat(empty.errors()).hasSize(1);
    assertThat(empty.errors().get(0).message()).contains("NSLocalNetworkUsageDescription is empty");
    Diagnostics missing =
        check(
            "Info.plist",
            all.replace("<key>NSLocalNetworkUsageDescription</key>", "<key>Other</key>"));
    assertThat(missing.errors()).hasSize(1);
    assertThat(missing.errors().get(0).message())
        .startsWith("lacks NSLocalNetworkUsageDescription, which near needs");
  }

  @Test
  void anEntitlementThatLacksOrContradictsIsReportedAndTheStoresIsNot() {
    String all = generated().get("mob.entitlements");
    assertThat(check("App.entitlements", all.replace("development", "production")).isEmpty())
        .isTrue();
    assertThat(check("App.entitlements", all.replace("development", "nothing")).errors())
        .extracting(Diagnostic::message)
        .containsExactly("aps-environment is not development, and push needs it so");
    assertThat(check("App.entitlements", "<plist><dict></dict></plist>").errors())
        .extracting(Diagnostic::message)
        .containsExactly("lacks aps-environment, which push needs");
  }

  @Test
  void whatNoActiveExtensionNeedsIsTooMuchAtItsLineAndTheAppsOwnIsNot() {
    String all = generated().get("Info.plist");
    app.conf("mob.extensions { awake {}, near {} }");
    Diagnostics found =
        check("Info.plist", all.replace("<string>fetch", "<string>voip</string><string>fetch"));
    assertThat(found.errors()).isEmpty();
    assertThat(found.warnings()).hasSize(1);
    Diagnostic warning = found.warnings().get(0);
    assertThat(warning.message()).startsWith("remote-notification in UIBackgroundModes");
    assertThat(all.split("\n")[warning.position().line() - 1]).contains("remote-notification");
  }

  @Test
  void aFileOfAnotherKindIsReportedAndNothingIsThrown() {
    assertThat(check("Info.plist", "<manifest/>").errors()).hasSize(1);
    assertThat(
            check("Info.plist", "<plist><dict><key>UIBackgroundModes</key><true/></dict></plist>")
                .errors())
        .extracting(Diagnostic::message)
        .contains("UIBackgroundModes is an array, and here it is a <true>");
  }
}
