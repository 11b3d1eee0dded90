package dev.mob.kernel.internal.find;

import dev.mob.config.Checked;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.config.MobConfFile;
import dev.mob.kernel.packaging.BundleContent;
import dev.mob.kernel.packaging.Found;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.kernel.packaging.PackagedLibrary;
import dev.mob.kernel.packaging.Packaging;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/**
 * OSGi bundle jars in the folders of {@code extension-path}. Manifest and descriptor are read as
 * data and no further than a limit. A jar that cannot be used is left out with a warning: if
 * mob.conf names it, the check of mob.conf says that it is missing.
 */
public final class BundlePackaging implements Packaging {
  private static final int MANIFEST_LIMIT = 1 << 20;

  private final KernelPackages kernelPackages;
  private final boolean alone;
  private final DescriptorReader reader = new DescriptorReader();

  /**
   * @param kernelPackages the packages that no bundle may export
   * @param alone whether no other packaging takes jars of the extension path, so that one that is
   *     no bundle is a mistake
   */
  public BundlePackaging(KernelPackages kernelPackages, boolean alone) {
    this.kernelPackages = kernelPackages;
    this.alone = alone;
  }

  @Override
  public String name() {
    return "bundle";
  }

  @Override
  public Found find(MobConfFile conf) {
    Search search = new Search(conf);
    for (Path folder : conf.extensionPath()) {
      search.folder(folder);
    }
    return new Found(search.extensions, search.libraries, Diagnostics.of(search.problems));
  }

  @Override
  public Found read(Path file, MobConfFile conf) {
    Search search = new Search(conf);
    search.jar(file.toFile());
    return new Found(search.extensions, search.libraries, Diagnostics.of(search.problems));
  }

  /** One search through all folders. */
  private final class Search {
    private final MobConfFile conf;
    private final List<PackagedExtension> extensions = new ArrayList<>();
    private final List<PackagedLibrary> libraries = new ArrayList<>();
    private final List<Diagnostic> problems = new ArrayList<>();

    Search(MobConfFile conf) {
      this.conf = conf;
    }

    void folder(Path folder) {
      File[] files = folder.toFile().listFiles();
      if (files == null) {
        warn(
            Diagnostic.Kind.UNUSABLE,
            folder + " is not a folder that can be read",
            "make it, or take it out of extension-path");
        return;
      }
      Arrays.sort(files);
      for (File file : files) {
        if (file.getName().endsWith(".jar") && file.isFile()) {
          jar(file);
        }
      }
    }

    private void jar(File file) {
      try (JarFile jar = new JarFile(file, false)) {
        Attributes manifest = manifest(jar);
        ZipEntry descriptor = jar.getEntry(DescriptorReader.LOCATION);
        if (manifest.getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
          if (descriptor != null && alone) {
            warn(
                Diagnostic.Kind.UNUSABLE,
                file
                    + " has a descriptor but is no OSGi bundle: its manifest has no "
                    + Constants.BUNDLE_SYMBOLICNAME,
                "build it with bnd");
          }
          return;
        }
        if (descriptor == null) {
          library(file, manifest);
        } else {
          extension(file, jar, descriptor, manifest);
        }
      } catch (IOException | IllegalArgumentException e) {
        warn(
            Diagnostic.Kind.FILE,
            file + " cannot be read as a jar: " + e.getMessage(),
            "build it again, or take it out of the folder");
      }
    }

    private void extension(File file, JarFile jar, ZipEntry entry, Attributes manifest)
        throws IOException {
      Checked<Descriptor> read;
      try (InputStream in = jar.getInputStream(entry)) {
        read = reader.read(in, file.getName() + "!/" + DescriptorReader.LOCATION);
      }
      if (!read.value().isPresent()) {
        for (Diagnostic problem : read.diagnostics()) {
          problems.add(asWarning(problem));
        }
        return;
      }
      problems.addAll(read.diagnostics().list());
      Descriptor descriptor = read.value().get();
      if (!exportsKernelPackage(file, manifest, descriptor.id())) {
        extensions.add(new PackagedExtension(descriptor, name(), file.toString(), content(file)));
      }
    }

    private void library(File file, Attributes manifest) {
      if (!exportsKernelPackage(file, manifest, null)) {
        libraries.add(
            new PackagedLibrary(
                HeaderClauses.names(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME)).get(0),
                file.toString(),
                content(file)));
      }
    }

    /** Such a bundle would shadow the kernel's own classes, or take part of them for itself. */
    private boolean exportsKernelPackage(File file, Attributes manifest, String id) {
      for (String exported : HeaderClauses.names(manifest.getValue(Constants.EXPORT_PACKAGE))) {
        if (kernelPackages.contains(exported)) {
          boolean wanted = id != null && conf.extensions().contains(id);
          String path = wanted ? "extensions." + id : "extension-path";
          String message = file + " is refused: it exports the kernel's package " + exported;
          String mend = "import that package instead";
          problems.add(
              wanted
                  ? Diagnostic.error(
                      Diagnostic.Kind.EXTENSION, conf.position(path), path, message, mend)
                  : Diagnostic.warning(
                      Diagnostic.Kind.EXTENSION, conf.position(path), path, message, mend));
          return true;
        }
      }
      return false;
    }

    private void warn(Diagnostic.Kind kind, String message, String mend) {
      problems.add(
          Diagnostic.warning(
              kind, conf.position("extension-path"), "extension-path", message, mend));
    }
  }

  private static BundleContent content(File file) {
    return BundleContent.ofJar(
        "mob:bundle/" + file.getAbsolutePath(),
        file.lastModified() + "+" + file.length(),
        () -> Files.newInputStream(file.toPath()));
  }

  private static Diagnostic asWarning(Diagnostic problem) {
    return Diagnostic.warning(
        problem.kind(), problem.position(), problem.path(), problem.message(), problem.mend());
  }

  private static Attributes manifest(JarFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
    if (entry == null) {
      return new Attributes();
    }
    try (InputStream in = new LimitedStream(jar.getInputStream(entry), MANIFEST_LIMIT)) {
      return new Manifest(in).getMainAttributes();
    }
  }
}
