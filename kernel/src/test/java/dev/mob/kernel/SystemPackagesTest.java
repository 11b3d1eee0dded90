package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.kernel.internal.framework.SystemPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SystemPackagesTest {
  private static final Pattern VERSION = Pattern.compile("@\\S*Version\\(\"([^\"]+)\"\\)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  /** Extensions and hosts compile against these; a bundle gets them from the system bundle. */
  @Test
  void everyApiPackageIsKeptFromBundlesAndHasTheKernelsVersion() throws IOException {
    Map<String, String> exported = new TreeMap<>();
    for (String module : new String[] {".", "../mob-config-schema"}) {
      for (Path file : packageInfos(Path.of(module, "src/main/java"))) {
        String text = Files.readString(file);
        Matcher version = VERSION.matcher(text);
        Matcher name = PACKAGE.matcher(text);
        if (version.find() && name.find()) {
          exported.put(name.group(1), version.group(1));
        }
      }
    }

    assertThat(exported).containsKeys("dev.mob.extension", "dev.mob.process", "dev.mob.config");
    assertThat(SystemPackages.reserved()).containsAll(exported.keySet());
    assertThat(exported).allSatisfy((name, version) -> assertThat(version).isEqualTo("1.0.0"));
    assertThat(SystemPackages.API_VERSION).isEqualTo("1.0.0");
  }

  private static Iterable<Path> packageInfos(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.endsWith("package-info.java"))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
