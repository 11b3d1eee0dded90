package dev.mob.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is {@code @Stable} goes on working for whoever was compiled against the baseline in {@code
 * api/}: bnd's rules say what a change of each type and member means. See {@code
 * docs/decisions/api-baseline.md}.
 */
final class ApiBaselineTest {
  private static final Path ROOT = Path.of("../..");
  private static final boolean RECORD = Boolean.getBoolean("mob.api.record");

  @ParameterizedTest
  @ValueSource(strings = {"mob-config-schema", "kernel"})
  void whatIsStableGoesOnWorkingForThoseWhoWereCompiledAgainstIt(String module) throws Exception {
    Path classes = ROOT.resolve(module).resolve("target/classes").normalize();
    Path baseline = Path.of("api", module.replace('/', '-') + ".api");
    String now = ExportedApi.text(ExportedApi.of(classes.toFile(), stable(classes)));
    if (RECORD) {
      Files.writeString(baseline, now);
    }
    Diff diff = ExportedApi.parse(now).diff(ExportedApi.parse(Files.readString(baseline)));
    List<String> broken = breaks(diff);
    if (!broken.isEmpty()) {
      fail(
          "%s breaks what was compiled against its stable API:%n  %s%nPut it back, or bring in the"
              + " new beside the old. What is not promised yet is marked @Experimental. Before the"
              + " first release, and only when it has been agreed on, the baseline is written anew"
              + " with -Dmob.api.record=true.",
          module, String.join("\n  ", broken));
    }
  }

  @Test
  void aBreakIsFoundAndNamed() throws Exception {
    String was =
        """
        PACKAGE org.example +MAJOR -MAJOR
          INTERFACE org.example.Greeter +MINOR -MAJOR
            METHOD greet(java.lang.String) +MAJOR -MAJOR
              RETURN java.lang.String +MAJOR -MAJOR
        """;
    assertThat(broken(was, was)).isEmpty();
    assertThat(broken(was, was.replace("greet(java.lang.String)", "greet(java.lang.Object)")))
        .containsExactly(
            "added   org.example / org.example.Greeter / METHOD greet(java.lang.Object)",
            "removed org.example / org.example.Greeter / METHOD greet(java.lang.String)");
    assertThat(broken(was, was + "    METHOD farewell() +MINOR -MAJOR\n")).isEmpty();
    assertThat(broken(was, was + "    METHOD farewell() +MAJOR -MAJOR\n"))
        .containsExactly("added   org.example / org.example.Greeter / METHOD farewell()");
    assertThat(broken(was, was.replace("RETURN java.lang.String", "RETURN int"))).isNotEmpty();
  }

  @Test
  void theTextHoldsAllThatIsCompared() throws Exception {
    Path classes = ROOT.resolve("mob-config-schema/target/classes").normalize();
    Tree tree = ExportedApi.of(classes.toFile(), stable(classes));
    String text = ExportedApi.text(tree);
    assertThat(ExportedApi.text(ExportedApi.parse(text))).isEqualTo(text);
    assertThat(text).contains("CLASS dev.mob.config.Settings ").doesNotContain(".internal.");
  }

  @Test
  void thePackagesThatAuthorsWriteAgainstAreStable() throws IOException {
    assertThat(stable(ROOT.resolve("mob-config-schema/target/classes")))
        .containsExactly("dev.mob.api", "dev.mob.config");
    assertThat(stable(ROOT.resolve("kernel/target/classes")))
        .containsExactly("dev.mob.extension", "dev.mob.host", "dev.mob.process", "dev.mob.state");
  }

  private static List<String> broken(String was, String is) throws Exception {
    return breaks(ExportedApi.parse(is).diff(ExportedApi.parse(was)));
  }

  /** The innermost changes that break something, a line each. */
  private static List<String> breaks(Diff diff) {
    List<String> found = new ArrayList<>();
    collect(diff, "", found);
    return found;
  }

  private static void collect(Diff diff, String path, List<String> found) {
    Delta delta = diff.getDelta();
    boolean added = diff.getOlder() == null;
    boolean gone = diff.getNewer() == null;
    String here =
        diff.getType() == Type.API
            ? ""
            : path.isEmpty()
                ? diff.getName()
                : path + " / " + (isType(diff) ? "" : diff.getType() + " ") + diff.getName();
    if (gone && diff.getOlder().ifRemoved().compareTo(Delta.MAJOR) >= 0) {
      found.add("removed " + here);
    } else if (added && diff.getNewer().ifAdded().compareTo(Delta.MAJOR) >= 0 && !path.isEmpty()) {
      found.add("added   " + here);
    } else if (!added && !gone && delta.compareTo(Delta.MAJOR) >= 0) {
      diff.getChildren().forEach(child -> collect(child, here, found));
    }
  }

  private static boolean isType(Diff diff) {
    return switch (diff.getType()) {
      case CLASS, INTERFACE, ENUM, ANNOTATION -> true;
      default -> false;
    };
  }

  /** The packages whose {@code package-info} says so. */
  private static List<String> stable(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      List<String> packages = new ArrayList<>();
      for (Path file :
          files.filter(each -> each.endsWith("package-info.class")).sorted().toList()) {
        String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (constants.contains("Ldev/mob/api/Stable;")) {
          packages.add(classes.relativize(file.getParent()).toString().replace('/', '.'));
        }
      }
      return packages;
    }
  }
}
