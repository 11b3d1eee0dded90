package dev.mob.packaging.pf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.config.ConfigurationException;
import dev.mob.config.Diagnostic;
import dev.mob.host.Host;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelStatus;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.process.Pid;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pf4jPackagingTest {
  private static final String GIVE =
      "public void activate(ExtensionContext context) {"
          + " context.provide(Supplier.class, () -> said(context), Map.of(\"from\", \"ID\")); }\n";
  private static final String BUNDLE =
      "Bundle-ManifestVersion: 2\nBundle-SymbolicName: test.ID\nBundle-Version: 1.0.0\n"
          + "Import-Package: dev.mob.extension";

  @TempDir Path folder;

  @Test
  void aPlainJarWithADescriptorIsAnExtension() throws IOException {
    extension("hello", "", "String said(ExtensionContext c) { return \"hello from \" + c.id(); }")
        .as(path("hello.jar"));

    try (Kernel kernel = boot("hello {}")) {
      ExtensionStatus hello = kernel.status().extension("hello").orElseThrow();
      assertThat(hello.isActive()).isTrue();
      assertThat(hello.packaging()).isEqualTo("pf4j");
      assertThat(said(kernel)).containsExactly("hello from hello");
    }
  }

  @Test
  void mobConfAloneTurnsAPluginOnAndOff() throws IOException {
    extension("hello", "", "String said(ExtensionContext c) { return \"hello\"; }")
        .as(path("hello.zip"));

    try (Kernel kernel = boot("")) {
      assertThat(kernel.status().extensions()).isEmpty();
      writeConf("hello {}");
      assertThat(kernel.reload().started()).containsExactly("hello");
      assertThat(said(kernel)).containsExactly("hello");
      writeConf("");
      assertThat(kernel.reload().stopped()).containsExactly("hello");
      assertThat(said(kernel)).isEmpty();
    }
  }

  @Test
  void twoPluginsUseTwoVersionsOfOneLibrarySideBySide() throws IOException {
    Path one = library("1");
    Path two = library("2");
    String say = "String said(ExtensionContext c) { return acme.Format.version(); }";
    extension("old", "", say).lib(one).as(path("old.zip"));
    extension("fresh", "", say).lib(two).classesApart().as(path("fresh.zip"));

    try (Kernel kernel = boot("old {}, fresh {}")) {
      assertThat(said(kernel)).containsExactlyInAnyOrder("format 1", "format 2");
    }
  }

  @Test
  void aPluginUsesTheClassesOfThePluginThatItRequiresAndNotThoseOfItsLibraries()
      throws IOException {
    Path format = library("1");
    Path greeter =
        extension("greeter", "", "String said(ExtensionContext c) { return greeter.Api.hi(); }")
            .source(
                "greeter.Api",
                "public class Api { public static String hi() { return \"hi, \""
                    + " + acme.Format.version(); } }")
            .lib(format)
            .as(path("greeter.zip"));
    extension(
            "user",
            "requires = [\"greeter [1,2)\"]",
            "String said(ExtensionContext c) {"
                + " try { Class.forName(\"acme.Format\"); return \"leaked\"; }"
                + " catch (ClassNotFoundException e) { return greeter.Api.hi() + \"!\"; } }")
        .against(greeter)
        .as(path("user.jar"));

    try (Kernel kernel = boot("user {}, greeter {}")) {
      assertThat(kernel.status().isHealthy()).isTrue();
      assertThat(said(kernel)).containsExactlyInAnyOrder("hi, format 1", "hi, format 1!");
    }
  }

  @Test
  void aBundleRequiresAPluginsExtensionAndSharesItsContract() throws IOException {
    Path plugin =
        extension(
                "plugin",
                "",
                "String said(ExtensionContext c) { return \"plugin\"; }"
                    + " { } public plugin.Contract contract() { return () -> \"shared\"; }")
            .source("plugin.Contract", "public interface Contract { String word(); }")
            .source(
                "plugin.Giver",
                "import dev.mob.extension.*; public class Giver implements Extension {"
                    + " public void activate(ExtensionContext c) {"
                    + " c.provide(Contract.class, () -> \"shared\"); } }")
            .text(
                "META-INF/mob/extension.conf", "id = plugin, version = 1.0.0, class = plugin.Giver")
            .as(path("plugin.jar"));
    extension(
            "bundle",
            "requires = [plugin]",
            "String said(ExtensionContext c) { return c.require(plugin.Contract.class).word(); }")
        .manifest(BUNDLE.replace("ID", "bundle") + ",plugin;version=\"[1,2)\"")
        .against(plugin)
        .as(path("bundle.jar"));

    try (Kernel kernel = boot("bundle {}, plugin {}")) {
      assertThat(packagings(kernel)).containsExactly("plugin pf4j", "bundle bundle");
      assertThat(said(kernel)).containsExactly("shared");
    }
  }

  @Test
  void aPluginRequiresABundlesExtensionAndSeesWhatItExportsAndNothingElse() throws IOException {
    Path bundle =
        extension(
                "bundle",
                "",
                "public void activate(ExtensionContext c) {"
                    + " c.provide(bundle.api.Contract.class, () -> \"from a bundle\"); }")
            .source("bundle.api.Contract", "public interface Contract { String word(); }")
            .source("bundle.hidden.Detail", "public class Detail {}")
            .manifest(
                BUNDLE.replace("ID", "bundle") + "\nExport-Package: bundle.api;version=\"1.0.0\"")
            .as(path("bundle.jar"));
    extension(
            "plugin",
            "requires = [bundle]",
            "String said(ExtensionContext c) {"
                + " try { Class.forName(\"bundle.hidden.Detail\"); return \"leaked\"; }"
                + " catch (ClassNotFoundException e) {"
                + " return c.require(bundle.api.Contract.class).word(); } }")
        .against(bundle)
        .as(path("plugin.jar"));

    try (Kernel kernel = boot("plugin {}, bundle {}")) {
      assertThat(packagings(kernel)).containsExactly("bundle bundle", "plugin pf4j");
      assertThat(said(kernel)).containsExactly("from a bundle");
    }
  }

  @Test
  void aPluginRequiresALinkedExtension() throws Exception {
    Path linked =
        extension(
                "linked",
                "",
                "public void activate(ExtensionContext c) {"
                    + " c.provide(linked.Contract.class, () -> \"from the app\"); }")
            .source("linked.Contract", "public interface Contract { String word(); }")
            .manifest(BUNDLE.replace("ID", "linked") + "\nExport-Package: linked")
            .as(folder.resolve("linked.jar"));
    extension(
            "plugin",
            "requires = [linked]",
            "String said(ExtensionContext c) {"
                + " return c.require(linked.Contract.class).word(); }")
        .against(linked)
        .as(path("plugin.jar"));
    try (URLClassLoader app =
            new URLClassLoader(new URL[] {linked.toUri().toURL()}, getClass().getClassLoader());
        Kernel kernel =
            kernel("plugin {}, linked {}").linked(LinkedExtensions.onClassPath(app)).build()) {
      kernel.boot();
      assertThat(said(kernel)).containsExactly("from the app");
    }
  }

  @Test
  void aPluginSeesOfTheHostTheKernelsApiAndNothingElse() throws IOException {
    extension(
            "curious",
            "",
            "String said(ExtensionContext c) { StringBuilder seen = new StringBuilder();"
                + " for (String name : List.of(\"java.sql.Driver\","
                + " \"dev.mob.process.Pid\", \"org.slf4j.Logger\","
                + " \"dev.mob.kernel.Kernel\", \"org.pf4j.PluginManager\","
                + " \"org.apache.felix.framework.Felix\"))"
                + " try { Class.forName(name);"
                + " seen.append(name.substring(name.lastIndexOf('.') + 1)).append(' '); }"
                + " catch (ClassNotFoundException e) { } return seen.toString().trim(); }")
        .as(path("curious.jar"));

    try (Kernel kernel = boot("curious {}")) {
      assertThat(said(kernel)).containsExactly("Driver Pid Logger");
    }
  }

  @Test
  void theApiIsTheKernelsThoughALibraryBringsACopy() throws IOException {
    Path copy =
        PluginFile.library()
            .source("dev.mob.process.Atom", "public class Atom { public static int copy; }")
            .as(folder.resolve("copy.jar"));
    extension(
            "shaded",
            "",
            "String said(ExtensionContext c) throws Error {"
                + " return \"\" + (dev.mob.process.Pid.class.getClassLoader()"
                + " == c.getClass().getClassLoader()) + mine(); }"
                + " static boolean mine() { try { return"
                + " Class.forName(\"dev.mob.process.Atom\").getClassLoader()"
                + " == Main.class.getClassLoader(); }"
                + " catch (ClassNotFoundException e) { return true; } }")
        .lib(copy)
        .as(path("shaded.zip"));

    try (Kernel kernel = boot("shaded {}")) {
      assertThat(said(kernel)).containsExactly("truefalse");
    }
  }

  @Test
  void aPluginWithClassesInTheKernelsPackagesIsRefusedBeforeAnythingStarts() throws IOException {
    extension("evil", "", "")
        .source("dev.mob.process.Evil", "public class Evil {}")
        .as(path("evil.jar"));
    writeConf("evil {}");

    assertThat(build().check().diagnostics().errors())
        .extracting(Diagnostic::message)
        .anySatisfy(
            message -> assertThat(message).contains("it has classes in the kernel's package"));
  }

  @Test
  void whatPf4jIsToldMustAgreeWithTheDescriptor() throws IOException {
    extension("hello", "", "")
        .manifest("Plugin-Id: hullo\nPlugin-Version: 1.0.0")
        .as(path("hello.jar"));
    extension("agreed", "", "String said(ExtensionContext c) { return \"agreed\"; }")
        .manifest("Plugin-Id: agreed\nPlugin-Version: 1.0.0")
        .as(path("agreed.jar"));

    assertThatThrownBy(() -> boot("hello {}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("PF4J's id is 'hullo' and the descriptor's is 'hello'");
    try (Kernel kernel = boot("agreed {}")) {
      assertThat(said(kernel)).containsExactly("agreed");
    }
  }

  @Test
  void resourcesComeFromThePluginItself() throws IOException {
    extension(
            "reader",
            "",
            "String said(ExtensionContext c) { try (var in ="
                + " Main.class.getResourceAsStream(\"/words.txt\")) {"
                + " return new String(in.readAllBytes()); }"
                + " catch (java.io.IOException e) { return e.toString(); } }")
        .text("words.txt", "its own words")
        .as(path("reader.jar"));

    try (Kernel kernel = boot("reader {}")) {
      assertThat(said(kernel)).containsExactly("its own words");
    }
  }

  @Test
  void aJarThatIsOverwrittenWhileItRunsDisturbsNobodyAndIsTakenUpByAReload() throws IOException {
    Path jar = path("hello.jar");
    extension("hello", "", "String said(ExtensionContext c) { return \"one\"; }").as(jar);

    try (Kernel kernel = boot("hello {}")) {
      extension("hello", "", "String said(ExtensionContext c) { return Late.word(); }")
          .source("hello.Late", "class Late { static String word() { return \"two, longer\"; } }")
          .as(jar);
      assertThat(said(kernel)).containsExactly("one");
      assertThat(kernel.reload().restarted()).containsExactly("hello");
      assertThat(said(kernel)).containsExactly("two, longer");
    }
  }

  @Test
  void aJarThatIsReplacedBetweenItsReadingAndItsInstallationIsNotTakenForWhatWasRead()
      throws IOException {
    Path jar = path("hello.jar");
    extension("hello", "", "String said(ExtensionContext c) { return \"one\"; }").as(jar);
    PluginFile other =
        extension("hello", "", "String said(ExtensionContext c) { return \"two\"; }")
            .text(
                "META-INF/mob/extension.conf",
                "id = hello, version = 2.0.0, class = hello.Main, permissions = [network]");

    try (Kernel kernel =
        kernel("hello {}")
            .listener(
                event -> {
                  if (event instanceof KernelEvent.Planned) {
                    other.as(jar);
                  }
                })
            .build()) {
      kernel.boot();

      assertThat(kernel.status().extension("hello").orElseThrow().failure().orElseThrow().summary())
          .contains("was replaced while hello 1.0.0 was installed; try again");
      assertThat(said(kernel)).isEmpty();
    }
  }

  @Test
  void theClassLoaderOfAPluginThatWasStoppedIsCollected() throws IOException {
    extension("hello", "", "String said(ExtensionContext c) { return \"one\"; }")
        .as(path("hello.jar"));

    try (Kernel kernel = boot("hello {}")) {
      WeakReference<ClassLoader> loader =
          new WeakReference<>(kernel.findAll(Supplier.class).get(0).getClass().getClassLoader());
      writeConf("");
      kernel.reload();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(loader.get()).isNull();
              });
      assertThat(unpacked()).isEmpty();
    }
  }

  @Test
  void whatAKillLeftUnpackedIsGoneAfterTheNextStart() throws IOException {
    extension("hello", "", "String said(ExtensionContext c) { return \"one\"; }")
        .as(path("hello.jar"));
    Path left = folder.resolve("home/framework/lent/7/plugin.jar");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "half of a jar");

    try (Kernel kernel = boot("hello {}")) {
      assertThat(kernel.status().isHealthy()).isTrue();
      assertThat(left).doesNotExist();
      assertThat(unpacked()).hasSize(1);
    }
  }

  private List<Path> unpacked() throws IOException {
    Path lent = folder.resolve("home/framework/lent");
    try (var all = Files.list(lent)) {
      return all.toList();
    }
  }

  private Path library(String version) {
    return PluginFile.library()
        .source(
            "acme.Format",
            "public class Format { public static String version() { return \"format "
                + version
                + "\"; } }")
        .as(folder.resolve("build" + version).resolve("format.jar"));
  }

  @Test
  void aPluginsCodeAndLibrariesAreReplacedWhileItRuns() throws IOException {
    counter("1.0.0", library("1")).as(path("counter.zip"));
    Path next = counter("2.0.0", library("2")).as(folder.resolve("next/counter.zip"));
    kernel("counter {}");
    Files.writeString(
        folder.resolve("mob.conf"),
        "mob { extension-path = [extensions]\n hot-update.probation = 0s\n"
            + " extensions { counter {} } }");

    try (Kernel kernel = build()) {
      assertThat(kernel.boot().isHealthy()).isTrue();
      Pid counter = kernel.runtime().whereis("counter");
      assertThat(kernel.runtime().call(counter, "add")).isEqualTo("1 of format 1");
      WeakReference<ClassLoader> old =
          new WeakReference<>(
              kernel.runtime().sys().behaviour(counter).getClass().getClassLoader());

      kernel.update("counter", next);

      assertThat(kernel.runtime().whereis("counter")).isSameAs(counter);
      assertThat(kernel.runtime().call(counter, "add")).isEqualTo("2 of format 2");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(old.get()).isNull();
              });
    }
  }

  /**
   * A process whose state is a record of the plugin's, and which uses a library of the plugin's.
   */
  private static PluginFile counter(String version, Path library) {
    return PluginFile.extension(
            "counter",
            "",
            "public void activate(ExtensionContext context) {"
                + " context.supervise(dev.mob.process.ChildSpec.worker("
                + "\"counter\", new Counter(), null).name(\"counter\")); }")
        .text(
            "META-INF/mob/extension.conf",
            "id = counter, version = " + version + ", class = counter.Main\n")
        .source(
            "counter.Counter",
            "import dev.mob.process.*; record Counter() implements GenServer<Counter.Count> {\n"
                + " record Count(int value) {}\n"
                + " public Init<Count> init(Object a, Self self) {"
                + " return Init.ok(new Count(0)); }\n"
                + " public Next<Count> handleCall(Object r, From f, Count c, Self self) {"
                + " int next = c.value() + 1;"
                + " return Next.reply(next + \" of \" + acme.Format.version(), new Count(next)); }"
                + " }")
        .lib(library);
  }

  private static PluginFile extension(String id, String descriptor, String main) {
    String give = main.contains("said(") ? GIVE.replace("ID", id) : "";
    String activate =
        give.isEmpty() && !main.contains("activate(")
            ? "public void activate(ExtensionContext c) {}\n"
            : "";
    return PluginFile.extension(id, descriptor, give + activate + main);
  }

  private Path path(String name) {
    return folder.resolve("extensions").resolve(name);
  }

  private void writeConf(String extensions) throws IOException {
    Files.createDirectories(folder.resolve("extensions"));
    Files.writeString(
        folder.resolve("mob.conf"),
        "mob { extension-path = [extensions]\n extensions { " + extensions + " } }");
  }

  private Kernel.Builder kernel(String extensions) throws IOException {
    writeConf(extensions);
    return Kernel.builder(
            folder.resolve("mob.conf"), Host.builder("jvm", folder.resolve("home")).build())
        .packaging(new Pf4jPackaging());
  }

  private Kernel build() {
    return Kernel.builder(
            folder.resolve("mob.conf"), Host.builder("jvm", folder.resolve("home")).build())
        .packaging(new Pf4jPackaging())
        .build();
  }

  private Kernel boot(String extensions) throws IOException {
    Kernel kernel = kernel(extensions).build();
    KernelStatus status = kernel.boot();
    assertThat(status.extensions()).allSatisfy(each -> assertThat(each.failure()).isEmpty());
    return kernel;
  }

  private static List<String> said(Kernel kernel) {
    return kernel.findAll(Supplier.class).stream().map(each -> (String) each.get()).toList();
  }

  private static List<String> packagings(Kernel kernel) {
    return kernel.status().extensions().stream()
        .map(each -> each.id() + " " + each.packaging())
        .toList();
  }
}
