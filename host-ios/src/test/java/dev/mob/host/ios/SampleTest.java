package dev.mob.host.ios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.Target;
import dev.mob.declarations.TargetPlan;
import dev.mob.declarations.ios.IosFiles;
import dev.mob.declarations.xml.XmlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample app declares what its mob.conf takes. */
final class SampleTest {
  private static final Path SAMPLE = Path.of("sample");
  private static final List<String> NEEDED =
      List.of(
          "UIBackgroundModes",
          "BGTaskSchedulerPermittedIdentifiers",
          "NSBonjourServices",
          "NSLocalNetworkUsageDescription");
  private static final Path INFO = SAMPLE.resolve("App/Info.plist");

  private final ActiveDeclarations active =
      ActiveDeclarations.of(
          new TargetPlan(
                  Target.IOS,
                  SAMPLE.resolve("mob.conf"),
                  SampleTest.class.getClassLoader(),
                  Map.of())
              .read()
              .orThrow());

  private Diagnostics check(String name, String text) {
    return new IosFiles().check(active, XmlFile.parse(name, text).orThrow());
  }

  @Test
  void its_property_lists_are_clean() throws IOException {
    Path entitlements = SAMPLE.resolve("App/App.entitlements");
    assertThat(check("Info.plist", Files.readString(INFO)).render()).isEmpty();
    assertThat(check("App.entitlements", Files.readString(entitlements)).render()).isEmpty();
  }

  @Test
  void each_value_that_is_taken_out_of_it_is_reported_at_its_array() throws IOException {
    List<String> lines = Files.readAllLines(INFO);
    List<String> reported = new ArrayList<>();
    String key = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("<key>")) {
        key = line;
      } else if (line.startsWith("<string>")
          && NEEDED.stream().anyMatch(key::contains)
          && !key.contains("UsageDescription")) {
        List<String> without = new ArrayList<>(lines);
        without.set(i, "");
        List<Diagnostic> errors = check("Info.plist", String.join("\n", without)).errors();
        assertThat(errors).as(line).hasSize(1);
        assertThat(lines.get(errors.get(0).position().line() - 1).strip()).isEqualTo(key);
        reported.add(line.replaceAll("</?string>", ""));
      }
    }
    assertThat(reported)
        .containsExactly(
            "audio",
            "fetch",
            "processing",
            "remote-notification",
            "dev.mob.refresh",
            "dev.mob.processing",
            "_mob._tcp");
  }

  @Test
  void each_key_that_is_taken_out_of_it_is_reported_with_who_needs_it() throws IOException {
    String info = Files.readString(INFO);
    for (String key : NEEDED) {
      String without = info.replace("<key>" + key + "</key>", "<key>Another</key>");
      assertThat(without).isNotEqualTo(info);
      assertThat(check("Info.plist", without).errors())
          .as(key)
          .isNotEmpty()
          .allSatisfy(error -> assertThat(error.message()).contains(key).contains(" needs"));
    }
    String entitlements = Files.readString(SAMPLE.resolve("App/App.entitlements"));
    assertThat(
            check("App.entitlements", entitlements.replace("aps-environment", "another")).errors())
        .extracting(Diagnostic::message)
        .containsExactly("lacks aps-environment, which notify needs");
  }
}
