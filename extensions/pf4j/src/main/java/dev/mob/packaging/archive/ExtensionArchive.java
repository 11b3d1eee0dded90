package dev.mob.packaging.archive;

import dev.mob.config.Checked;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.Diagnostics;
import dev.mob.kernel.packaging.KernelApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What an extension's archive says of itself: its descriptor, its packaging, its packages. Read
 * without believing anything that can be counted or compared. Immutable.
 *
 * <p>A jar whose manifest has a {@code Bundle-SymbolicName} is an OSGi bundle. Any other archive
 * with a descriptor is a PF4J plugin: its classes are at the archive's root or in {@code classes/},
 * its libraries are the jars in {@code lib/}, and its descriptor is beside its classes.
 */
public final class ExtensionArchive {
  /** The folder of a plugin's classes, when they are not at the archive's root. */
  public static final String CLASSES = "classes/";

  /** The folder of a plugin's libraries. */
  public static final String LIBRARIES = "lib/";

  private static final String SYMBOLIC_NAME = "Bundle-SymbolicName";
  private static final String PROPERTIES = "plugin.properties";
  private static final int SMALL_FILE = 1 << 20;
  private static final int SHOWN_LINES = 60;
  private static final int SHOWN_WIDTH = 200;

  /** How an archive is packaged. */
  public enum Kind {
    /** An OSGi bundle. */
    BUNDLE("bundle"),
    /** A PF4J plugin. */
    PF4J("pf4j");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The packaging's name as {@code mob status} shows it. */
    public String word() {
      return word;
    }
  }

  private final Path file;
  private final String name;
  private final Kind kind;
  private final Descriptor descriptor;
  private final SortedSet<String> packages;
  private final List<String> libraries;
  private final boolean classesApart;
  private final Diagnostics warnings;

  private ExtensionArchive(
      Path file,
      String name,
      Kind kind,
      Descriptor descriptor,
      SortedSet<String> packages,
      List<String> libraries,
      boolean classesApart,
      Diagnostics warnings) {
    this.file = file;
    this.name = name;
    this.kind = kind;
    this.descriptor = descriptor;
    this.packages = packages;
    this.libraries = libraries;
    this.classesApart = classesApart;
    this.warnings = warnings;
  }

  /**
   * Reads names, manifest and descriptor.
   *
   * @return empty when it has no descriptor, and so is no extension
   * @throws RefusedArchive when it is no zip file, is larger than the limits, has names that it
   *     must not have, a descriptor with mistakes, or packages that are the kernel's
   * @throws IOException when the file cannot be read
   */
  public static Optional<ExtensionArchive> read(Path file, ArchiveLimits limits)
      throws IOException {
    return read(file, file.getFileName().toString(), limits);
  }

  /**
   * As {@link #read(Path, ArchiveLimits)}.
   *
   * @param name what messages call the file
   */
  public static Optional<ExtensionArchive> read(Path file, String name, ArchiveLimits limits)
      throws IOException {
    try (CheckedZip zip = CheckedZip.open(file, name, new Tally(name, limits))) {
      String root = DescriptorReader.LOCATION;
      String apart = CLASSES + DescriptorReader.LOCATION;
      if (zip.has(root) && zip.has(apart)) {
        throw new RefusedArchive(name + " has two descriptors: " + root + " and " + apart);
      }
      if (!zip.has(root) && !zip.has(apart)) {
        return Optional.empty();
      }
      return Optional.of(read(file, name, zip, zip.has(root) ? root : apart));
    }
  }

  private static ExtensionArchive read(Path file, String name, CheckedZip zip, String where)
      throws IOException {
    Checked<Descriptor> checked;
    try (InputStream in = zip.read(where)) {
      checked = new DescriptorReader().read(in, name + "!/" + where);
    }
    Descriptor descriptor =
        checked
            .value()
            .orElseThrow(
                () ->
                    new RefusedArchive(
                        name
                            + ": its descriptor cannot be used\n"
                            + shortened(checked.diagnostics().render().stripTrailing())));
    Attributes manifest = manifest(zip);
    if (manifest.getValue(SYMBOLIC_NAME) != null) {
      Optional<String> reserved = KernelApi.reservedIn(manifest.getValue("Export-Package"));
      if (reserved.isPresent()) {
        throw new RefusedArchive(
            name
                + " is refused: it exports the kernel's package "
                + reserved.get()
                + "; import that package instead");
      }
      return new ExtensionArchive(
          file,
          name,
          Kind.BUNDLE,
          descriptor,
          new TreeSet<>(),
          List.of(),
          false,
          checked.diagnostics());
    }
    PluginNames.of(name, manifest, properties(zip)).check(descriptor);
    SortedSet<String> packages = packages(zip);
    for (String each : packages) {
      if (KernelApi.reserves(each)) {
        throw new RefusedArchive(
            name
                + " is refused: it has classes in the kernel's package "
                + each
                + "; leave the kernel out of the archive (in Maven: scope provided)");
      }
    }
    List<String> libraries = new ArrayList<>();
    boolean classesApart = false;
    for (String entry : zip.names()) {
      classesApart |= entry.startsWith(CLASSES);
      if (isLibrary(entry)) {
        libraries.add(entry);
      }
    }
    return new ExtensionArchive(
        file,
        name,
        Kind.PF4J,
        descriptor,
        packages,
        libraries,
        classesApart,
        checked.diagnostics());
  }

  public Path file() {
    return file;
  }

  public Kind kind() {
    return kind;
  }

  public Descriptor descriptor() {
    return descriptor;
  }

  /** The packages of a plugin's own classes, without those of its libraries. */
  public SortedSet<String> packages() {
    return packages;
  }

  /** The jars that a plugin brings along, by their names in the archive. */
  public List<String> libraries() {
    return libraries;
  }

  /** What is doubtful about the descriptor, and no reason to refuse it. */
  public Diagnostics warnings() {
    return warnings;
  }

  /**
   * Unpacks every entry and every entry of nested jars, to nowhere, and counts: whoever passes this
   * cannot fill a disk or a memory later.
   *
   * @throws RefusedArchive when there is more of it than the limits allow, or it is damaged
   */
  public void checkContent(ArchiveLimits limits) throws IOException {
    new ArchiveContent(file, name, limits).check();
  }

  /** Looks at class files as data. */
  @FunctionalInterface
  public interface ClassVisitor {
    /**
     * Looks at one.
     *
     * @param library the nested jar that has it; empty for the extension's own classes
     * @param bytes the class file
     */
    void visit(String library, byte[] bytes) throws IOException;
  }

  /** Shows every class file, those of nested jars too; loads none. */
  public void visitClasses(ArchiveLimits limits, ClassVisitor visitor) throws IOException {
    new ArchiveContent(file, name, limits).visitClasses(visitor);
  }

  /**
   * Puts a plugin's class path into a folder: the archive itself, its {@code classes/} and its
   * libraries.
   *
   * @param folder an empty folder
   * @return the parts of the class path, in their order
   */
  public List<Path> unpackInto(Path folder, ArchiveLimits limits) throws IOException {
    Path copy = folder.resolve("plugin.jar");
    Files.copy(file, copy);
    // From here on of the copy: the file may be replaced by another version meanwhile.
    ExtensionArchive copied =
        read(copy, name, limits)
            .filter(archive -> archive.descriptor().toString().equals(descriptor.toString()))
            .orElseThrow(
                () ->
                    new RefusedArchive(
                        file + " was replaced while " + descriptor + " was installed; try again"));
    List<Path> classPath = new ArrayList<>();
    if (copied.classesApart) {
      classPath.add(folder.resolve(CLASSES));
    }
    classPath.add(copy);
    try (CheckedZip zip = CheckedZip.open(copy, limits)) {
      for (String entry : zip.names()) {
        if ((copied.classesApart && entry.startsWith(CLASSES)) || isLibrary(entry)) {
          Path target = folder.resolve(entry);
          Files.createDirectories(target.getParent());
          try (InputStream in = zip.read(entry);
              OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(out);
          }
        }
      }
    }
    for (String library : copied.libraries) {
      classPath.add(folder.resolve(library));
    }
    return classPath;
  }

  /** Who made the archive decides how long its lines are, and not how much is shown of them. */
  private static String shortened(String text) {
    StringBuilder shown = new StringBuilder();
    for (String line : text.split("\n", SHOWN_LINES + 1)) {
      if (shown.length() > 0) {
        shown.append('\n');
      }
      String first = line.indexOf('\n') < 0 ? line : "...";
      shown.append(first.length() > SHOWN_WIDTH ? first.substring(0, SHOWN_WIDTH) + "..." : first);
    }
    return shown.toString();
  }

  private static boolean isLibrary(String entry) {
    return entry.startsWith(LIBRARIES)
        && entry.endsWith(".jar")
        && entry.indexOf('/', LIBRARIES.length()) < 0;
  }

  private static SortedSet<String> packages(CheckedZip zip) {
    SortedSet<String> packages = new TreeSet<>();
    for (String entry : zip.names()) {
      String path = entry.startsWith(CLASSES) ? entry.substring(CLASSES.length()) : entry;
      int slash = path.lastIndexOf('/');
      if (path.endsWith(".class") && slash > 0 && !path.startsWith("META-INF/")) {
        packages.add(path.substring(0, slash).replace('/', '.'));
      }
    }
    return packages;
  }

  private static Attributes manifest(CheckedZip zip) throws IOException {
    String where =
        zip.has(JarFile.MANIFEST_NAME) ? JarFile.MANIFEST_NAME : CLASSES + JarFile.MANIFEST_NAME;
    if (!zip.has(where)) {
      return new Attributes();
    }
    byte[] bytes = small(zip, where);
    try {
      return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedArchive(
          zip.name() + ": its " + where + " is no manifest: " + e.getMessage(), e);
    }
  }

  private static byte[] properties(CheckedZip zip) throws IOException {
    return zip.has(PROPERTIES) ? small(zip, PROPERTIES) : new byte[0];
  }

  private static byte[] small(CheckedZip zip, String entry) throws IOException {
    try (InputStream in = zip.read(entry)) {
      byte[] bytes = in.readNBytes(SMALL_FILE + 1);
      if (bytes.length > SMALL_FILE) {
        throw new RefusedArchive(
            zip.name() + ": the entry '" + entry + "' has more than " + SMALL_FILE + " bytes");
      }
      return bytes;
    }
  }
}
