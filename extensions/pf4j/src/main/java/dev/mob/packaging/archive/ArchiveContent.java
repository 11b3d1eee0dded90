package dev.mob.packaging.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** All entries of an archive and of the jars nested in it, within the limits. */
final class ArchiveContent {
  /** The code of a method has at most 64 KiB; compilers make no classes as long as this. */
  private static final int LONGEST_CLASS = 16 << 20;

  private final Path file;
  private final String name;
  private final ArchiveLimits limits;

  ArchiveContent(Path file, String name, ArchiveLimits limits) {
    this.file = file;
    this.name = name;
    this.limits = limits;
  }

  /** What is done with one zip file, the archive or a nested jar. */
  private interface Look {
    /**
     * @param library the nested jar's name; empty for the archive itself
     */
    void at(CheckedZip zip, String library) throws IOException;
  }

  /** Unpacks everything to nowhere. */
  void check() throws IOException {
    each(
        (zip, library) -> {
          for (String entry : zip.names()) {
            try (InputStream in = zip.read(entry)) {
              in.transferTo(OutputStream.nullOutputStream());
            }
          }
        });
  }

  void visitClasses(ExtensionArchive.ClassVisitor visitor) throws IOException {
    each(
        (zip, library) -> {
          for (String entry : zip.names()) {
            if (entry.endsWith(".class")) {
              visitor.visit(library, classFile(zip, entry));
            }
          }
        });
  }

  private void each(Look look) throws IOException {
    Tally tally = new Tally(name, limits);
    try (CheckedZip zip = CheckedZip.open(file, name, tally)) {
      look.at(zip, "");
      for (String entry : zip.names()) {
        if (entry.endsWith(".jar") || entry.endsWith(".zip")) {
          nested(zip, entry, tally, look);
        }
      }
    }
  }

  /** By its own directory, as a class loader reads it, and so from a file. */
  private void nested(CheckedZip outer, String entry, Tally tally, Look look) throws IOException {
    Path spooled = Files.createTempFile("mob-nested-", ".jar");
    try {
      try (InputStream in = outer.read(entry);
          OutputStream out = Files.newOutputStream(spooled)) {
        in.transferTo(out);
      }
      try (CheckedZip zip = CheckedZip.open(spooled, name + "!/" + entry, tally)) {
        look.at(zip, entry);
      }
    } finally {
      Files.delete(spooled);
    }
  }

  private static byte[] classFile(CheckedZip zip, String entry) throws IOException {
    try (InputStream in = zip.read(entry)) {
      byte[] bytes = in.readNBytes(LONGEST_CLASS + 1);
      if (bytes.length > LONGEST_CLASS) {
        throw new RefusedArchive(zip.name() + ": the class file '" + entry + "' is no class file");
      }
      return bytes;
    }
  }
}
