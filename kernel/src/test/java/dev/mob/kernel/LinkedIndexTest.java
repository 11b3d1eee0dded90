package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.config.DescriptorReader;
import dev.mob.host.Host;
import dev.mob.kernel.TestKernel.How;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedIndexTest {
  @TempDir Path folder;

  @Test
  void extensionsOfAMergedAppAreFoundThroughTheIndexThatItsBuildWrote() throws IOException {
    Path alpha =
        ExtensionJar.of("alpha")
            .manifest("Export-Package: greeting;version=\"1.2.0\"")
            .source(
                "greeting.Greeter",
                "package greeting; public interface Greeter { String greet(); }")
            .activate("context.provide(greeting.Greeter.class, () -> \"hi\");")
            .in(folder);
    Path beta = ExtensionJar.of("beta").requires("alpha").in(folder);
    Path merged = folder.resolve("merged");
    LinkedExtensions.onClassPath(ExtensionJar.classPath(alpha, beta)).writeIndex(merged);
    unpackClasses(alpha, merged);
    unpackClasses(beta, merged);

    try (TestKernel test = new TestKernel(folder);
        URLClassLoader app =
            new URLClassLoader(new URL[] {merged.toUri().toURL()}, getClass().getClassLoader())) {
      test.add(
          How.BUNDLE,
          ExtensionJar.of("gamma")
              .against(alpha)
              .requires("alpha")
              .imports("greeting;version=\"[1.2,2)\"")
              .activate("note(context.require(greeting.Greeter.class).greet());"));
      test.writeConf(
          "mob { extension-path = [extensions], extensions { alpha {}, beta {}, gamma {} } }");
      try (Kernel kernel =
          Kernel.builder(test.conf(), Host.builder("jvm", test.home()).build())
              .linked(LinkedExtensions.indexed(app))
              .build()) {
        assertThat(kernel.boot().isHealthy()).isTrue();
        assertThat(test.journal())
            .containsExactly("alpha activate", "beta activate", "gamma activate", "gamma hi");
      }
    }
  }

  @Test
  void anAppWithoutAnIndexIsToldWhatItsBuildForgot() throws IOException {
    try (URLClassLoader app = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
      assertThatThrownBy(() -> LinkedExtensions.indexed(app))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("META-INF/mob/linked.index")
          .hasMessageContaining("LinkedExtensions.writeIndex");
    }
  }

  /** As a merger of jars does: neither manifests nor descriptors survive. */
  private static void unpackClasses(Path jar, Path into) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      try (Stream<Path> all = Files.walk(zip.getPath("/"))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = file.toString().substring(1);
          if (!name.startsWith("META-INF/") && !name.equals(DescriptorReader.LOCATION)) {
            Path target = into.resolve(name);
            Files.createDirectories(target.getParent());
            try (InputStream in = Files.newInputStream(file)) {
              Files.copy(in, target);
            }
          }
        }
      }
    }
  }
}
