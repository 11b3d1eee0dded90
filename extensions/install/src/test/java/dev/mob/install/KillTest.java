package dev.mob.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.config.Checked;
import dev.mob.host.Host;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.Kernel;
import dev.mob.packaging.pf4j.Pf4jPackaging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that installs is killed with SIGKILL at each of its steps. Afterwards the folder has
 * the old or the new, a kernel can plan its boot from it, and the next install works.
 */
class KillTest {
  @TempDir Path folder;

  private Author author;
  private Site site;
  private Path one;
  private Path two;

  @BeforeEach
  void begin() throws IOException {
    author = new Author(folder.resolve("author"), SigningKey.generate());
    site =
        new Site(folder.resolve("site"))
            .trusts(author.key("author"))
            .setting("extensions { hello {} }");
    one = author.release("hello", "1.0.0", "");
    two = author.release("hello", "2.0.0", "");
  }

  @ParameterizedTest
  @EnumSource(
      value = InstallStep.class,
      names = {"UNLINKED"},
      mode = EnumSource.Mode.EXCLUDE)
  void killedWhileItInstalls(InstallStep step) throws Exception {
    killAt(step, "install", one.toString());

    assertThat(versionInFolder())
        .isEqualTo(step.compareTo(InstallStep.COMMITTED) < 0 ? "none" : "1.0.0");
    if (versionInFolder().equals("none")) {
      installAndCheck(one, "1.0.0");
    }
    installAndCheck(two, "2.0.0");
  }

  @ParameterizedTest
  @EnumSource(
      value = InstallStep.class,
      names = {"UNLINKED"},
      mode = EnumSource.Mode.EXCLUDE)
  void killedWhileItUpdates(InstallStep step) throws Exception {
    installAndCheck(one, "1.0.0");

    killAt(step, "install", two.toString());

    boolean committed = step.compareTo(InstallStep.COMMITTED) >= 0;
    assertThat(versionInFolder()).isEqualTo(committed ? "2.0.0" : "1.0.0");
    planned(committed ? "2.0.0" : "1.0.0");
    Installed found = site.installer().find("hello").orElseThrow();
    assertThat(found.receipt()).as("what is installed is known").isPresent();
    if (committed) {
      assertThat(site.installer().rollback("hello")).isPresent();
      assertThat(versionInFolder()).isEqualTo("1.0.0");
    }
    installAndCheck(two, "2.0.0");
  }

  @ParameterizedTest
  @EnumSource(
      value = InstallStep.class,
      names = {"COPIED", "COMMITTED", "CLEANED"})
  void killedWhileItRollsBack(InstallStep step) throws Exception {
    installAndCheck(one, "1.0.0");
    installAndCheck(two, "2.0.0");

    killAt(step, "rollback", "hello");

    String expected = step == InstallStep.COPIED ? "2.0.0" : "1.0.0";
    planned(expected);
    assertThat(site.installer().find("hello").orElseThrow().receipt()).isPresent();
    assertThat(versionInFolder()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = InstallStep.class,
      names = {"UNLINKED", "CLEANED"})
  void killedWhileItRemoves(InstallStep step) throws Exception {
    installAndCheck(one, "1.0.0");

    killAt(step, "remove", "hello");

    assertThat(versionInFolder()).isEqualTo("none");
    installAndCheck(two, "2.0.0");
  }

  /** So that none can be added to the code alone. */
  @Test
  void rollingBackAndRemovingHaveTheStepsAtWhichTheyAreKilledHere() throws Exception {
    List<InstallStep> steps = new ArrayList<>();
    installAndCheck(one, "1.0.0");
    installAndCheck(two, "2.0.0");
    Installer installer = site.installer().progress(steps::add);

    installer.rollback("hello");
    assertThat(steps)
        .containsExactly(InstallStep.COPIED, InstallStep.COMMITTED, InstallStep.CLEANED);
    steps.clear();
    installer.remove("hello");
    assertThat(steps).containsExactly(InstallStep.UNLINKED, InstallStep.CLEANED);
  }

  @Test
  void anotherProcessIsRefusedUntilTheFirstHasEnded() throws Exception {
    Process first = startUntil(InstallStep.VERIFIED, "install", one.toString());
    try {
      assertThatThrownBy(() -> site.installer().prepare(two))
          .isInstanceOf(InstallRefused.class)
          .hasMessageContaining("another install");
    } finally {
      VictimProcess.kill(first);
    }
    installAndCheck(two, "2.0.0");
  }

  private void installAndCheck(Path archive, String version) throws Exception {
    try (Prepared prepared = site.installer().prepare(archive)) {
      prepared.commit();
    }
    planned(version);
    try (var left = Files.list(site.extensions().resolve(".mob"))) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "store");
    }
  }

  /** What a kernel would run now. */
  private void planned(String version) throws IOException {
    Kernel kernel =
        Kernel.builder(site.conf(), Host.builder("jvm", folder.resolve("home")).build())
            .packaging(new Pf4jPackaging())
            .build();
    Checked<BootPlan> plan = kernel.check();
    assertThat(plan.diagnostics().render()).isEmpty();
    assertThat(plan.orThrow().order())
        .extracting(each -> each.descriptor().toString())
        .containsExactly("hello " + version);
  }

  private String versionInFolder() throws Exception {
    Optional<Installed> found = site.installer().find("hello");
    return found.map(each -> each.archive().descriptor().version().toString()).orElse("none");
  }

  private void killAt(InstallStep step, String... what) throws Exception {
    VictimProcess.kill(startUntil(step, what));
  }

  /** A process that has come to a step and waits there. */
  private Process startUntil(InstallStep step, String... what) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(site.conf().toString(), step.name()));
    arguments.addAll(List.of(what));
    return VictimProcess.startUntil(step, folder, Victim.class, arguments);
  }
}
