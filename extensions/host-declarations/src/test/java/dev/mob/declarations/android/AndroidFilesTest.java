package dev.mob.declarations.android;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.AppFolder;
import dev.mob.declarations.GeneratedFile;
import dev.mob.declarations.Target;
import dev.mob.declarations.xml.XmlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AndroidFilesTest {
  @TempDir Path folder;

  private final AndroidFiles files = new AndroidFiles();
  private AppFolder app;

  @BeforeEach
  void anAppWithTwoExtensions() {
    app =
        new AppFolder(folder)
            .extension(
                "awake",
                """
                settings.type { type = enum, values = [audio, data], default = data }
                host.android {
                  permissions = [p.FOREGROUND, p.BOOT]
                  services = [{ name = a.Service, permission = p.BIND, exported = true }]
                  when = [
                    { setting = type, is = [audio], permissions = [p.AUDIO]
                      services = [{ name = a.Service, types = [mediaPlayback] }] }
                    { setting = type, is = [data], permissions = [p.DATA]
                      services = [{ name = a.Service, types = [dataSync] }] }
                  ]
                }
                """)
            .extension(
                "push",
                """
                host.android {
                  permissions = [p.BOOT]
                  features = [f.RADIO]
                  queries = [q.DISTRIBUTOR]
                  receivers = [{ name = p.Receiver, actions = [x.NEW, x.GONE], exported = true }]
                  min-api = 30
                }
                """);
  }

  @Test
  void theManifestHasOnlyWhatIsActiveWithTheSettingsThatItHas() {
    String manifest = generated("mob.extensions.awake { type = audio }").get("AndroidManifest.xml");

    assertThat(manifest)
        .contains("<uses-permission android:name=\"p.AUDIO\" />")
        .contains("android:foregroundServiceType=\"mediaPlayback\"")
        .contains("android:permission=\"p.BIND\"")
        .contains("<!-- awake -->")
        .doesNotContain("p.DATA", "dataSync", "p.Receiver", "<queries>");
  }

  @Test
  void eachPermissionIsOnceAndNamesAllWhoNeedIt() {
    String manifest = generated("mob.extensions { awake {}, push {} }").get("AndroidManifest.xml");

    assertThat(manifest)
        .containsOnlyOnce("\"p.BOOT\"")
        .contains("<!-- awake, push -->\n  <uses-permission android:name=\"p.BOOT\" />");
  }

  @Test
  void keepRulesNameTheClassesOfActiveExtensions() {
    assertThat(generated("mob.extensions.push {}").get("mob-rules.pro"))
        .contains("-keep class org.example.push { public <init>(); }")
        .doesNotContain("awake");
  }

  @Test
  void theGradleSnippetHasTheHighestLowestApi() {
    assertThat(generated("mob.extensions { awake {}, push {} }").get("mob.gradle"))
        .contains("minSdk 30");
  }

  @Test
  void theGeneratedManifestIsClean() {
    String manifest = generated("mob.extensions { awake {}, push {} }").get("AndroidManifest.xml");

    assertThat(check(manifest).render()).isEmpty();
  }

  @Test
  void whatIsNeededIsAddedToAnAppsManifestForABuildWithoutAMerger() {
    ActiveDeclarations active =
        app.conf("mob.extensions { awake {}, push {} }").active(Target.ANDROID);
    String own =
        """
        <manifest xmlns:android="http://schemas.android.com/apk/res/android" package="org.example">
          <uses-sdk android:minSdkVersion="30" />
          <application android:name=".App">
            <activity android:name=".Main" android:exported="true" />
          </application>
        </manifest>
        """;

    String merged = AndroidFiles.into(own).generate(active).get(0).content();

    assertThat(check(active, own).errors()).hasSizeGreaterThan(5);
    assertThat(check(active, merged).render()).isEmpty();
    assertThat(merged).contains(".Main", ".App");
  }

  @Test
  void whateverIsTakenOutOfTheManifestIsReportedAtTheElementThatItWasIn() {
    String manifest = generated("mob.extensions { awake {}, push {} }").get("AndroidManifest.xml");

    for (String line :
        manifest.lines().filter(each -> each.contains("<uses-permission")).toList()) {
      String name = line.replaceAll(".*\"(.*)\".*", "$1");
      assertThat(check(without(manifest, line)).render())
          .contains("AndroidManifest.xml:3:1: error: lacks the permission " + name + ", which ");
    }
    assertThat(check(without(manifest, "<uses-feature")).render())
        .contains("lacks the feature f.RADIO");
    assertThat(check(without(manifest, "\"q.DISTRIBUTOR\"")).render())
        .contains("lacks the query for q.DISTRIBUTOR");
    assertThat(check(without(manifest, "\"x.GONE\"")).render())
        .contains("lacks the action x.GONE of p.Receiver");
    assertThat(check(without(manifest, "foregroundServiceType")).render())
        .contains("lacks the type dataSync of a.Service");
    assertThat(check(manifest.replace("a.Service", "a.Other")).render())
        .contains("lacks the service a.Service, which awake needs");
    assertThat(check(manifest.replace("p.Receiver", "p.Other")).render())
        .contains("lacks the receiver p.Receiver, which push needs");
  }

  @Test
  void whatContradictsIsReportedAtItsLine() {
    Diagnostics found =
        check(
            """
            <manifest xmlns:android="http://schemas.android.com/apk/res/android"
                xmlns:tools="http://schemas.android.com/tools" package="a">
              <uses-sdk android:minSdkVersion="29" />
              <uses-permission android:name="p.FOREGROUND" android:maxSdkVersion="30" />
              <uses-permission android:name="p.BOOT" tools:node="remove" />
              <uses-permission android:name="p.DATA" />
              <uses-feature android:name="f.RADIO" />
              <queries><intent><action android:name="q.DISTRIBUTOR" /></intent></queries>
              <application>
                <service android:name=".Service" android:exported="false"
                    android:foregroundServiceType="dataSync" android:enabled="false" />
                <receiver android:name="p.Receiver">
                  <intent-filter>
                    <action android:name="x.NEW" /><action android:name="x.GONE" />
                  </intent-filter>
                </receiver>
              </application>
            </manifest>
            """);

    assertThat(lines(found))
        .containsExactly(
            "3 CONFLICT", // API 29
            "4 CONFLICT", // maxSdkVersion
            "5 CONFLICT", // removed
            "7 CONFLICT", // a feature that is required
            "10 CONFLICT", // not exported
            "10 CONFLICT", // disabled
            "10 CONFLICT", // without its permission
            "12 MISSING"); // exported not said
  }

  @Test
  void whatOtherSettingsWouldNeedIsTooMuchAndTheAppsOwnIsNot() {
    app.conf("mob.extensions.awake {}");
    ActiveDeclarations active = app.active(Target.ANDROID);
    String manifest =
        content(active, "AndroidManifest.xml")
            .replace("\"dataSync\"", "\"dataSync|mediaPlayback|camera\"")
            .replace(
                "  <application>",
                "  <uses-permission android:name=\"p.AUDIO\" />\n"
                    + "  <uses-permission android:name=\"android.permission.CAMERA\" />\n"
                    + "  <application>");

    Diagnostics found = check(active, manifest);

    assertThat(found.hasErrors()).isFalse();
    assertThat(found.list())
        .extracting(each -> each.message())
        .containsExactly(
            "the permission p.AUDIO is declared, and no active extension needs it",
            "the type mediaPlayback of a.Service is declared, and no active extension needs it");
  }

  @Test
  void whatIsNoManifestIsSaidToBeNone() {
    app.conf("mob.extensions.awake {}");

    assertThat(check(app.active(Target.ANDROID), "<plist/>").render())
        .contains("an AndroidManifest.xml is a <manifest>, and this is a <plist>");
  }

  private Map<String, String> generated(String conf) {
    return files.generate(app.conf(conf).active(Target.ANDROID)).stream()
        .collect(Collectors.toMap(GeneratedFile::name, GeneratedFile::content));
  }

  private String content(ActiveDeclarations active, String name) {
    return files.generate(active).stream()
        .filter(each -> each.name().equals(name))
        .collect(Collectors.collectingAndThen(Collectors.toList(), one -> one.get(0).content()));
  }

  /** Against all extensions. */
  private Diagnostics check(String manifest) {
    app.conf("mob.extensions { awake {}, push {} }");
    return check(app.active(Target.ANDROID), manifest);
  }

  private Diagnostics check(ActiveDeclarations active, String manifest) {
    return files.check(active, XmlFile.parse("AndroidManifest.xml", manifest).orThrow());
  }

  private static String without(String manifest, String part) {
    List<String> lines = manifest.lines().toList();
    assertThat(lines).anyMatch(line -> line.contains(part));
    return lines.stream()
        .filter(line -> !line.contains(part))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> lines(Diagnostics found) {
    Function<Diagnostic, String> line = each -> each.position().line() + " " + each.kind();
    return found.list().stream().map(line).toList();
  }
}
