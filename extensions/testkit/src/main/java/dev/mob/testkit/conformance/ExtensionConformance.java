package dev.mob.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Version;
import dev.mob.kernel.ExtensionState;
import dev.mob.process.Pid;
import dev.mob.testkit.MobNode;
import dev.mob.testkit.internal.LoadedClasses;
import dev.mob.testkit.internal.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every extension has to do, whoever wrote it and however it is packaged. A test class of the
 * extension's own build that implements this interface runs it:
 *
 * <pre>{@code
 * final class HelloConformanceTest implements ExtensionConformance {}
 * }</pre>
 *
 * <p>The extension runs as what its build makes of it: with the manifest of an OSGi bundle, which
 * bnd writes into {@code target/classes}, as a bundle jar; else as a PF4J plugin. The kernel, its
 * scheduler and its time are those of a running app.
 */
public interface ExtensionConformance {

  /** The extension's id; by default the one whose descriptor is in a folder of the class path. */
  default String extension() {
    return "";
  }

  /** What stands in its block of mob.conf; nothing by default. */
  default String settings() {
    return "";
  }

  /** The blocks of the extensions that it requires; none by default. */
  default String others() {
    return "";
  }

  /** How long what is left behind gets to go; a minute by default. */
  default Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** Prepares the node: more of mob.conf, other platform services. */
  default void prepare(MobNode.Builder node) {}

  /**
   * Uses the extension a little, so that what it makes on first use is there when it has to be
   * cleaned up: call its processes, ask for its services. Nothing by default.
   */
  default void use(MobNode node) {}

  /**
   * What an update must not change of the states of its processes, asked for before and after it:
   * the reply to a call that counts nothing, in values of the JDK. Nothing by default.
   */
  default Object kept(MobNode node) {
    return "";
  }

  /**
   * True to run it linked, by a class loader of its own: for one that shares the contracts of
   * platform services with its host and is therefore always on the app's class path.
   */
  default boolean isLinked() {
    return false;
  }

  /**
   * When it runs linked: the classes that it shares with the application, besides the kernel's API.
   * None by default. An extension that needs a platform service names the contract's classes.
   */
  default boolean isShared(String className) {
    return false;
  }

  @Test
  default void its_descriptor_says_what_it_is() {
    Descriptor descriptor = Trial.of(this).descriptor();
    assertThat(descriptor.mainClass()).as("class in %s", DescriptorReader.LOCATION).isPresent();
    assertThat(descriptor.doc()).as("doc in %s", DescriptorReader.LOCATION).isNotBlank();
  }

  @Test
  default void it_has_a_doc_for_each_setting() {
    List<String> without = new ArrayList<>();
    collectUndocumented("", Trial.of(this).descriptor().settings(), without);
    assertThat(without).as("settings without a doc in %s", DescriptorReader.LOCATION).isEmpty();
  }

  private static void collectUndocumented(String path, Schema schema, List<String> without) {
    for (Setting setting : schema.settings()) {
      // An object says what it is for through what it holds.
      boolean isGroup = setting.type() == SettingType.OBJECT && setting.schema().isPresent();
      if (setting.doc().isBlank() && !isGroup) {
        without.add(path + setting.name());
      }
      setting
          .schema()
          .ifPresent(inner -> collectUndocumented(path + setting.name() + ".", inner, without));
    }
  }

  @Test
  default void it_is_activated_and_stops_in_order() {
    try (Trial trial = Trial.of(this).begin()) {
      trial.activate();
      assertThat(trial.state()).isEqualTo(ExtensionState.ACTIVE);
      use(trial.node());
    } // a node that does not stop in order says so when it is closed
  }

  @Test
  default void its_end_leaves_no_process_name_service_or_thread_behind() {
    try (Trial trial = Trial.of(this).begin()) {
      // Once before anything is counted: the first time the kernel makes things that stay.
      trial.activate();
      use(trial.node());
      trial.stop();
      trial.count();
      trial.activate();
      use(trial.node());
      trial.stop();
      trial
          .node()
          .await(
              () -> "nothing to be left; there is " + trial.left(), () -> trial.left().isEmpty());
    }
  }

  /** As a bundle when it has stopped; linked when the node has, whose class path it was on. */
  @Test
  default void its_end_leaves_no_class_loader_behind() {
    assumeTrue(LoadedClasses.canBeCounted(), "this JVM does not tell which classes are loaded");
    try (Trial trial = Trial.of(this)) {
      long before = trial.copies();
      trial.begin().activate();
      assertThat(trial.copies()).as("copies of its class while it runs").isPositive();
      use(trial.node());
      trial.stop();
      trial.awaitCopies(before);
    }
  }

  /**
   * The same code as a higher version takes the place of the one that runs: its processes keep
   * their pids and their states, as far as {@link #kept} tells them, and the classes of the version
   * before go.
   *
   * <p>Linked extensions cannot be updated while they run, and are not.
   */
  @Test
  default void it_survives_an_update_while_it_runs() {
    assumeFalse(isLinked(), "a linked extension is updated with its app");
    try (Trial trial = Trial.of(this)) {
      trial.begin().activate();
      use(trial.node());
      long copies = LoadedClasses.canBeCounted() ? trial.copies() : 0;
      Map<String, Pid> processes = trial.processes();
      Object kept = kept(trial.node());

      Version next = trial.update();

      assertThat(trial.state()).isEqualTo(ExtensionState.ACTIVE);
      assertThat(trial.version()).isEqualTo(next);
      assertThat(trial.processes()).as("its processes").isEqualTo(processes);
      assertThat(kept(trial.node())).as("what its processes keep").isEqualTo(kept);
      use(trial.node());
      if (LoadedClasses.canBeCounted()) {
        trial.awaitCopies(copies);
      }
    }
  }

  @Test
  default void it_can_be_started_again_and_again() {
    try (Trial trial = Trial.of(this).begin()) {
      for (int i = 0; i < 3; i++) {
        trial.activate();
        assertThat(trial.state()).isEqualTo(ExtensionState.ACTIVE);
        use(trial.node());
        trial.stop();
      }
    }
  }
}
