package dev.mob.packaging.pf4j;

import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.config.MobConfFile;
import dev.mob.kernel.packaging.BundleContent;
import dev.mob.kernel.packaging.Found;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.kernel.packaging.Packaging;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import dev.mob.packaging.pf4j.internal.PluginModule;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;

/**
 * PF4J plugins in the folders of {@code extension-path}: jars and zips that have a descriptor and
 * are no OSGi bundles. One that cannot be used is left out with a warning, which is an error when
 * mob.conf activates an extension of that file's name; if mob.conf names it otherwise, the check of
 * mob.conf says that it is missing.
 *
 * <p>A plugin sees its own classes, then those of its {@code lib/}, then the packages that the
 * extensions which it requires export, then Java and the kernel's API; of the API it sees the
 * kernel's classes whatever it brings along. Other extensions see the packages of its own classes,
 * never those of its libraries.
 */
public final class Pf4jPackaging implements Packaging {
  private static final int LONGEST_MANIFEST = 1 << 20;

  private final ArchiveLimits limits;

  /** With the {@linkplain ArchiveLimits#STANDARD usual limits} on archives. */
  public Pf4jPackaging() {
    this(ArchiveLimits.STANDARD);
  }

  public Pf4jPackaging(ArchiveLimits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return ExtensionArchive.Kind.PF4J.word();
  }

  @Override
  public Found find(MobConfFile conf) {
    List<PackagedExtension> extensions = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Path folder : conf.extensionPath()) {
      File[] files = folder.toFile().listFiles();
      if (files == null) {
        continue; // The kernel's own packaging reports it.
      }
      Arrays.sort(files);
      for (File file : files) {
        String name = file.getName();
        if ((name.endsWith(".jar") || name.endsWith(".zip")) && file.isFile()) {
          plugin(file, conf, extensions, problems);
        }
      }
    }
    return new Found(extensions, Collections.emptyList(), Diagnostics.of(problems));
  }

  @Override
  public Found read(Path file, MobConfFile conf) {
    List<PackagedExtension> extensions = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    plugin(file.toFile(), conf, extensions, problems);
    return new Found(extensions, Collections.emptyList(), Diagnostics.of(problems));
  }

  private void plugin(
      File file, MobConfFile conf, List<PackagedExtension> extensions, List<Diagnostic> problems) {
    if (isForBundles(file)) {
      return;
    }
    try {
      Optional<ExtensionArchive> read = ExtensionArchive.read(file.toPath(), limits);
      if (read.isPresent() && read.get().kind() == ExtensionArchive.Kind.PF4J) {
        ExtensionArchive archive = read.get();
        problems.addAll(archive.warnings().list());
        extensions.add(
            new PackagedExtension(
                archive.descriptor(), name(), file.toString(), content(archive, file)));
      }
    } catch (IOException | RuntimeException e) {
      report(file, conf, e, problems);
    }
  }

  private static void report(
      File file, MobConfFile conf, Exception problem, List<Diagnostic> problems) {
    String name = file.getName();
    String path = "extensions." + name.substring(0, name.length() - ".jar".length());
    boolean wanted = conf.extensions().contains(path.substring("extensions.".length()));
    String message = file + " cannot be used: " + problem.getMessage();
    String mend = "take it out of the folder, or put a good one in its place";
    problems.add(
        wanted
            ? Diagnostic.error(Diagnostic.Kind.EXTENSION, conf.position(path), path, message, mend)
            : Diagnostic.warning(
                Diagnostic.Kind.FILE,
                conf.position("extension-path"),
                "extension-path",
                message,
                mend));
  }

  /** Whether the kernel's own packaging takes it, or reports it: bundles, and what is no jar. */
  private static boolean isForBundles(File file) {
    if (!file.getName().endsWith(".jar")) {
      return false;
    }
    try (ZipFile jar = new ZipFile(file)) {
      ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
      if (entry == null) {
        return false;
      }
      try (InputStream in = jar.getInputStream(entry)) {
        // A longer one is no manifest; the reading of the archive says so.
        Manifest manifest = new Manifest(new ByteArrayInputStream(in.readNBytes(LONGEST_MANIFEST)));
        return manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
      }
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  private BundleContent content(ExtensionArchive archive, File file) {
    return BundleContent.ofModule(
        "mob:pf4j/" + file.getAbsolutePath(),
        file.lastModified() + "+" + file.length(),
        site -> PluginModule.make(archive, limits, site));
  }
}
