package dev.mob.declarations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** An app's mob.conf and its linked extensions, as descriptors in folders of a class path. */
public final class AppFolder {
  private final Path folder;
  private URL[] linked = new URL[0];

  public AppFolder(Path folder) {
    this.folder = folder;
  }

  /** Links an extension. */
  public AppFolder extension(String id, String rest) {
    Path root = folder.resolve(id);
    write(
        root.resolve("META-INF/mob/extension.conf"),
        "id = " + id + "\nversion = 1.0.0\nclass = org.example." + id + "\n" + rest);
    URL[] more = Arrays.copyOf(linked, linked.length + 1);
    try {
      more[linked.length] = root.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
    linked = more;
    return this;
  }

  /** Writes mob.conf. */
  public AppFolder conf(String text) {
    write(folder.resolve("mob.conf"), text);
    return this;
  }

  public TargetPlan plan(Target target) {
    return plan(target, Map.of());
  }

  public TargetPlan plan(Target target, Map<String, String> variables) {
    ClassLoader loader = new URLClassLoader(linked, AppFolder.class.getClassLoader());
    return new TargetPlan(target, folder.resolve("mob.conf"), loader, variables);
  }

  public ActiveDeclarations active(Target target) {
    return ActiveDeclarations.of(plan(target).read().orThrow());
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
