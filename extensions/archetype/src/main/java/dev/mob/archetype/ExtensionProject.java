package dev.mob.archetype;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * A new project of an extension: one that builds, passes its tests and runs as it is. Fills in the
 * templates that {@code mvn archetype:generate} with this jar uses.
 *
 * @param groupId Maven's group, such as {@code org.example}
 * @param id the extension's id and Maven's artifact
 * @param packaging how the extension is packaged
 */
public record ExtensionProject(String groupId, String id, Packaging packaging) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern GROUP = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");

  /** The template's files; {@code PACKAGE} stands for the folders of the project's package. */
  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "README.md",
          "mob.conf",
          "src/main/resources/META-INF/mob/extension.conf",
          "src/main/java/PACKAGE/__className__Extension.java",
          "src/main/java/PACKAGE/Greeter.java",
          "src/main/java/PACKAGE/GreetCommand.java",
          "src/test/java/PACKAGE/__className__Test.java",
          "src/test/java/PACKAGE/ConformanceTest.java");

  /** How an extension is packaged. */
  public enum Packaging {
    /** A jar with an OSGi manifest, which bnd writes. */
    BUNDLE,
    /** A plain jar with libraries of its own in {@code lib/}. */
    PF4J;

    /** As the command line and the templates write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException when the id or the group cannot be one; says why
   */
  public ExtensionProject {
    Objects.requireNonNull(packaging, "packaging");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'"
              + id
              + "' cannot be an extension's id: it has lower-case letters, digits and hyphens"
              + " and begins with a letter");
    }
    if (!GROUP.matcher(groupId).matches()) {
      throw new IllegalArgumentException(
          "'" + groupId + "' cannot be a group: write it as a Java package, such as org.example");
    }
    String name = groupId + "." + letters(id);
    if (!SourceVersion.isName(name)) {
      throw new IllegalArgumentException(
          "'"
              + id
              + "' would make the package "
              + name
              + ", which Java keeps for itself: choose"
              + " another name or group");
    }
  }

  /** The project's Java package. */
  public String javaPackage() {
    return groupId + "." + letters(id);
  }

  /** What the names of its classes begin with. */
  public String className() {
    return id.substring(0, 1).toUpperCase(Locale.ROOT) + letters(id).substring(1);
  }

  /** The version of Mob that a new project builds against: the one that this jar came with. */
  public static String mobVersion() {
    try {
      return resource("/dev/mob/archetype/mob.version").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String letters(String id) {
    return id.replaceAll("[^a-z0-9]", "");
  }

  /**
   * Writes the project's files. Touches nothing when one of them is there already.
   *
   * @param folder the project's folder; made when it is not there
   * @return the files, in the order in which they were written
   * @throws FileAlreadyExistsException when one of them is there
   */
  public List<Path> write(Path folder) throws IOException {
    Map<String, String> values =
        Map.of(
            "groupId", groupId,
            "artifactId", id,
            "version", "1.0.0",
            "package", javaPackage(),
            "className", className(),
            "packaging", packaging.word(),
            "mobVersion", mobVersion());
    List<Path> targets = new ArrayList<>();
    for (String file : FILES) {
      Path target =
          folder.resolve(
              file.replace("PACKAGE", javaPackage().replace('.', '/'))
                  .replace("__className__", className()));
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      targets.add(target);
    }
    for (int i = 0; i < targets.size(); i++) {
      Files.createDirectories(targets.get(i).getParent());
      Files.writeString(
          targets.get(i),
          Template.fill(
              resource("/archetype-resources/" + FILES.get(i).replace("PACKAGE/", "")), values));
    }
    return targets;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ExtensionProject.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this jar has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
