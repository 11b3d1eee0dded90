package dev.mob.kernel;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The direction of dependencies, design section 3. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.mob");

  @Test
  void processesKnowNothingAboveThem() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.mob.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.mob.extension..",
                "dev.mob.kernel..",
                "dev.mob.host..",
                "dev.mob.config..",
                "org.osgi.framework..",
                "org.apache.felix.."));
  }

  @Test
  void configurationKnowsNoKernel() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.mob.config..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.mob..")
                    .and(not(resideInAPackage("dev.mob.config..")))
                    .and(not(resideInAPackage("dev.mob.api..")))));
  }

  @Test
  void whatAuthorsSeeKnowsNoKernelAndNoFramework() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.mob.extension..", "dev.mob.host..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mob.kernel..", "org.osgi.framework..", "org.apache.felix.."));
  }

  @Test
  void onlyTheFrameworkPackageKnowsFelix() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.mob.kernel.internal.framework..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.felix.."));
  }

  @Test
  void internalsOfProcessesAreTheirOwn() {
    check(internal("dev.mob.process"));
  }

  @Test
  void internalsOfConfigurationAreItsOwn() {
    check(internal("dev.mob.config"));
  }

  @Test
  void internalsOfTheKernelAreItsOwn() {
    check(internal("dev.mob.kernel"));
  }

  @Test
  void areasDoNotDependOnEachOtherInCircles() {
    check(slices().matching("dev.mob.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theKernelsRoomsDoNotDependOnEachOtherInCircles() {
    check(slices().matching("dev.mob.kernel.internal.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theKernelOpensNoSocket() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.mob..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.net.http..", "java.nio.channels.spi..", "javax.net..")
                    .or(resideInAPackage("java.net").and(named(".*Socket.*")))
                    .or(resideInAPackage("java.nio.channels").and(named(".*SocketChannel")))));
  }

  @Test
  void theKernelKnowsOnlyItsLibraries() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.mob..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.mob.api..",
                "dev.mob.process..",
                "dev.mob.extension..",
                "dev.mob.host..",
                "dev.mob.kernel..",
                "dev.mob.config..",
                "dev.mob.state..",
                "java..",
                "javax.crypto..",
                "org.slf4j..",
                "org.osgi..",
                "org.apache.felix..",
                "com.typesafe.config.."));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static ArchRule internal(String area) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(area + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(area + "..internal..");
  }

  private static DescribedPredicate<JavaClass> named(String pattern) {
    return DescribedPredicate.describe(
        "named " + pattern, type -> type.getSimpleName().matches(pattern));
  }
}
