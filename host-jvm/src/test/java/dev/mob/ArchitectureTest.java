package dev.mob;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of dependencies of the design's section 3, over every module that is compiled. */
final class ArchitectureTest {
  /** Whose package a class is in, most special first. */
  private static final Map<String, String> MODULES =
      Map.ofEntries(
          Map.entry("dev.mob.api", "mob-config-schema"),
          Map.entry("dev.mob.config", "mob-config-schema"),
          Map.entry("dev.mob.process", "kernel"),
          Map.entry("dev.mob.extension", "kernel"),
          Map.entry("dev.mob.kernel", "kernel"),
          Map.entry("dev.mob.state", "kernel"),
          Map.entry("dev.mob.host", "kernel"),
          Map.entry("dev.mob.notify", "notify-device"),
          Map.entry("dev.mob.notify.sender", "notify-sender"),
          Map.entry("dev.mob.notify.command", "notify-command"),
          Map.entry("dev.mob.background", "background-extension"),
          Map.entry("dev.mob.cluster", "cluster-extension"),
          Map.entry("dev.mob.cluster.codec", "term-codecs"),
          Map.entry("dev.mob.packaging", "packaging-pf4j"),
          Map.entry("dev.mob.install", "install"),
          Map.entry("dev.mob.cli", "host-jvm"),
          Map.entry("dev.mob.control", "host-jvm"),
          Map.entry("dev.mob.host.jvm", "host-jvm"),
          Map.entry("dev.mob.host.android", "host-android"),
          Map.entry("org.example.drawing", "android-sample"),
          Map.entry("dev.mob.host.ios", "host-ios"),
          Map.entry("dev.mob.testkit", "testkit"),
          Map.entry("dev.mob.archetype", "extension-archetype"),
          Map.entry("dev.mob.declarations", "host-declarations"),
          Map.entry("dev.mob.maven", "maven-plugin"),
          Map.entry("dev.mob.benchmarks", "benchmarks"),
          Map.entry("dev.mob.example", "example-mob-conf"));

  private static final List<String> EXTENSIONS =
      List.of("notify-device", "background-extension", "cluster-extension");

  private static final String APP = "example-mob-conf";

  private static JavaClasses mob;

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.find(Path.of(".."), 4, ArchitectureTest::isClassesFolder)) {
      mob = new ClassFileImporter().importPaths(files.toList());
    }
  }

  @Test
  void everyPackageBelongsToAModule() {
    assertThat(mob.stream().map(ArchitectureTest::moduleOf).distinct())
        .contains("mob-config-schema", "kernel", "host-jvm")
        .containsAll(EXTENSIONS)
        .contains(APP)
        .doesNotContain("?");
  }

  @Test
  void theConfigurationSchemaDependsOnNothingOfOurs() {
    onlyUses("mob-config-schema", List.of());
  }

  @Test
  void theKernelDependsOnTheConfigurationSchemaAlone() {
    onlyUses("kernel", List.of("mob-config-schema"));
  }

  @Test
  void extensionsDependOnTheKernelAndNotOnEachOther() {
    EXTENSIONS.forEach(extension -> onlyUses(extension, List.of("kernel", "mob-config-schema")));
  }

  @Test
  void theAppUsesTheKernelAndWhatTheExtensionsThatItRequiresOffer() {
    onlyUses(APP, List.of("kernel", "mob-config-schema", "notify-device", "background-extension"));
  }

  @Test
  void extensionsSeeNeitherHowTheKernelRunsNorWhoEmbedsIt() {
    noClasses()
        .that(areIn(EXTENSIONS).or(areIn(List.of(APP))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.mob.kernel..")
        .check(mob);
  }

  @Test
  void theServersSideOfPushNeverReachesADevice() {
    noClasses()
        .that(
            areIn(
                List.of(
                    "mob-config-schema",
                    "kernel",
                    "notify-device",
                    "background-extension",
                    "cluster-extension")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.mob.notify.sender..", "com.eatthepath..", "com.google.firebase..", "org.sqlite..")
        .check(mob);
  }

  @Test
  void aPackagingDependsOnTheKernelAlone() {
    onlyUses("packaging-pf4j", List.of("kernel", "mob-config-schema"));
  }

  @Test
  void onlyThePackagingKnowsPf4j() {
    noClasses()
        .that(areIn(List.of("packaging-pf4j")).negate())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.pf4j..")
        .check(mob);
  }

  @Test
  void installingDependsOnWhatReadsArchivesAndOnNoHost() {
    onlyUses("install", List.of("kernel", "mob-config-schema", "packaging-pf4j"));
  }

  @Test
  void whatIsInternalStaysInItsModule() {
    classes().should(useNoInternalsOfOtherModules()).check(mob);
  }

  @Test
  void theKernelOpensNoSocket() {
    noClasses()
        .that(areIn(List.of("kernel", "mob-config-schema")))
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.(Server|Datagram|Multicast)?Socket|java\\.nio\\.channels\\..*Socket.*")
        .check(mob);
  }

  @Test
  void onlyTheKernelAndAPackagingKnowTheFramework() {
    noClasses()
        .that(areIn(List.of("kernel", "packaging-pf4j", "benchmarks")).negate())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.osgi.framework..", "org.apache.felix..")
        .check(mob);
  }

  @Test
  void extensionsHaveNoCycleOfPackages() {
    SlicesRuleDefinition.slices()
        .matching("dev.mob.(cluster|notify|background).(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(mob);
  }

  private static void onlyUses(String module, List<String> others) {
    classes()
        .that(areIn(List.of(module)))
        .should(
            new ArchCondition<JavaClass>("depend on " + others + " alone of our modules") {
              @Override
              public void check(JavaClass source, ConditionEvents events) {
                for (Dependency each : source.getDirectDependenciesFromSelf()) {
                  String target = moduleOf(each.getTargetClass());
                  if (isOurs(each.getTargetClass())
                      && !target.equals(module)
                      && !others.contains(target)) {
                    events.add(SimpleConditionEvent.violated(each, each.getDescription()));
                  }
                }
              }
            })
        .check(mob);
  }

  private static ArchCondition<JavaClass> useNoInternalsOfOtherModules() {
    return new ArchCondition<>("use no internal package of another module") {
      @Override
      public void check(JavaClass source, ConditionEvents events) {
        for (Dependency each : source.getDirectDependenciesFromSelf()) {
          JavaClass target = each.getTargetClass();
          boolean internal = (target.getPackageName() + ".").contains(".internal.");
          if (isOurs(target) && internal && !moduleOf(target).equals(moduleOf(source))) {
            events.add(SimpleConditionEvent.violated(each, each.getDescription()));
          }
        }
      }
    };
  }

  private static DescribedPredicate<JavaClass> areIn(List<String> modules) {
    return DescribedPredicate.describe(
        "are in " + modules, each -> isOurs(each) && modules.contains(moduleOf(each)));
  }

  private static boolean isOurs(JavaClass each) {
    return each.getPackageName().startsWith("dev.mob.");
  }

  /** The module of the longest package that the class is in. */
  private static String moduleOf(JavaClass each) {
    String name = each.getPackageName() + ".";
    return MODULES.keySet().stream()
        .filter(root -> name.startsWith(root + "."))
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .map(MODULES::get)
        .orElse("?");
  }

  private static boolean isClassesFolder(
      Path path, java.nio.file.attribute.BasicFileAttributes attributes) {
    return attributes.isDirectory() && path.endsWith("target/classes");
  }
}
