package dev.mob.cli;

import dev.mob.declarations.Target;
import dev.mob.declarations.TargetPlan;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The part of a command line that says what an app on a phone is made of. */
final class LinkedOptions {
  @Option(
      names = "--linked",
      paramLabel = "JARS",
      description = "Jars and class folders that the app links, as a class path; may be repeated.")
  private List<String> linked = new ArrayList<>();

  @Option(
      names = "--variable",
      paramLabel = "NAME=VALUE",
      description = "What the app gives to a substitution; a phone has no environment variables.")
  private Map<String, String> variables = new LinkedHashMap<>();

  /** The plan for a platform. */
  TargetPlan plan(Target target, Path conf) {
    return new TargetPlan(target, conf, loader(), variables);
  }

  boolean isEmpty() {
    return linked.isEmpty() && variables.isEmpty();
  }

  /** Beside Mob's own extensions. Lives as long as this command does. */
  private ClassLoader loader() {
    List<URL> urls = new ArrayList<>();
    for (String path : linked) {
      for (String element : path.split(File.pathSeparator)) {
        Path file = Path.of(element);
        if (!Files.exists(file)) {
          throw new CommandFailure(ExitCode.BAD_INPUT, "--linked: there is no " + file);
        }
        try {
          urls.add(file.toUri().toURL());
        } catch (MalformedURLException e) {
          throw new CommandFailure(ExitCode.BAD_INPUT, "--linked: " + file + " has no URL", e);
        }
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), LinkedOptions.class.getClassLoader());
  }
}
