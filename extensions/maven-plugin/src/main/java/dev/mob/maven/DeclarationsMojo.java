package dev.mob.maven;

import dev.mob.config.Checked;
import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.config.Severity;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.GeneratedFile;
import dev.mob.declarations.PlatformFiles;
import dev.mob.declarations.Target;
import dev.mob.declarations.TargetPlan;
import dev.mob.declarations.android.AndroidFiles;
import dev.mob.declarations.ios.IosFiles;
import dev.mob.declarations.xml.XmlFile;
import dev.mob.kernel.BootPlan;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * {@code mob:declarations}: what {@code mob host} does, with the project's class path as what the
 * app links. Maven sets the fields; see {@code META-INF/maven/plugin.xml} for each.
 */
public final class DeclarationsMojo extends AbstractMojo {
  private String target;
  private File conf;
  private File out;
  private List<File> check = List.of();
  private boolean strict;
  private Map<String, String> variables = Map.of();
  private List<String> classPath = List.of();

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Target platform = platform();
    try (URLClassLoader linked =
        new URLClassLoader(urls(), DeclarationsMojo.class.getClassLoader())) {
      TargetPlan plan = new TargetPlan(platform, conf.toPath(), linked, variables);
      Checked<BootPlan> read = plan.read();
      log(read.diagnostics());
      if (read.value().isEmpty()) {
        throw new MojoFailureException(
            conf + " is not fit for " + platform.title() + ", see above");
      }
      ActiveDeclarations active = ActiveDeclarations.of(read.value().get());
      if (check.isEmpty()) {
        write(active, plan, files(platform));
      } else {
        compare(active, files(platform));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new MojoExecutionException("the files cannot be written below " + out, e);
    }
  }

  private Target platform() throws MojoFailureException {
    for (Target each : Target.values()) {
      if (each.word().equals(target)) {
        return each;
      }
    }
    throw new MojoFailureException("target is '" + target + "'; it is android or ios");
  }

  private static PlatformFiles files(Target platform) {
    return switch (platform) {
      case ANDROID -> new AndroidFiles();
      case IOS -> new IosFiles();
    };
  }

  private URL[] urls() throws MalformedURLException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(classPath.get(i)).toUri().toURL();
    }
    return urls;
  }

  private void write(ActiveDeclarations active, TargetPlan plan, PlatformFiles files)
      throws IOException {
    for (GeneratedFile file : files.generate(active)) {
      Path path = out.toPath().resolve(file.name());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
      getLog().info(path + ": " + file.purpose());
    }
    plan.linked().writeIndex(out.toPath().resolve("resources"));
  }

  private void compare(ActiveDeclarations active, PlatformFiles files) throws MojoFailureException {
    Diagnostics found = Diagnostics.none();
    for (File existing : check) {
      Checked<XmlFile> read = XmlFile.read(existing.toPath());
      found =
          found.plus(
              read.value().map(file -> files.check(active, file)).orElse(read.diagnostics()));
    }
    log(found);
    if (found.hasErrors() || strict && !found.isEmpty()) {
      throw new MojoFailureException(
          found.list().size() + " differences between " + conf + " and " + check + ", see above");
    }
  }

  private void log(Diagnostics found) {
    for (Diagnostic each : found) {
      if (each.severity() == Severity.ERROR) {
        getLog().error(each.headline());
      } else {
        getLog().warn(each.headline());
      }
    }
  }

  /** For tests, which are no Maven. */
  DeclarationsMojo with(
      String target, File conf, File out, List<File> check, List<String> classPath) {
    this.target = target;
    this.conf = conf;
    this.out = out;
    this.check = check;
    this.classPath = classPath;
    return this;
  }
}
