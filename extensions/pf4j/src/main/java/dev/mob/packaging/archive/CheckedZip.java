package dev.mob.packaging.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip file whose names were checked when it was opened and whose bytes are counted while they are
 * read. For use by one thread; whoever opens it closes it.
 */
final class CheckedZip implements Closeable {
  /** An entry below this size may be as compressible as it likes. */
  private static final long RATIO_COUNTS_FROM = 1 << 20;

  private final String name;
  private final Tally tally;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;

  private CheckedZip(String name, Tally tally, ZipFile zip, Map<String, ZipEntry> entries) {
    this.name = name;
    this.tally = tally;
    this.zip = zip;
    this.entries = entries;
  }

  /**
   * Opens a file.
   *
   * @throws RefusedArchive when it is too large, no zip file, or has names that it must not have
   * @throws IOException when it cannot be read
   */
  static CheckedZip open(Path file, ArchiveLimits limits) throws IOException {
    String name = file.getFileName().toString();
    return open(file, name, new Tally(name, limits));
  }

  /** Opens a jar that was nested in another archive, and is counted with that. */
  static CheckedZip open(Path file, String name, Tally tally) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new RefusedArchive(file + " is no file");
    }
    long size = Files.size(file);
    long most = tally.limits().fileBytes();
    if (size > most) {
      throw new RefusedArchive(name + " has " + size + " bytes; an archive may have " + most);
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new RefusedArchive(name + " is no jar or zip file: " + e.getMessage(), e);
    }
    try {
      tally.addEntries(zip.size());
      return new CheckedZip(name, tally, zip, entries(name, zip));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Map<String, ZipEntry> entries(String name, ZipFile zip) throws RefusedArchive {
    EntryNames names = new EntryNames(name);
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      names.add(entry.getName());
      entries.put(entry.getName(), entry);
    }
    return entries;
  }

  /** The names of all entries that are no folders, in the file's order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (ZipEntry entry : entries.values()) {
      if (!entry.isDirectory()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  /** What messages call it. */
  String name() {
    return name;
  }

  boolean has(String entry) {
    return entries.containsKey(entry);
  }

  /** An entry's bytes; refuses the archive in the middle when there are more than there may be. */
  InputStream read(String entry) throws IOException {
    ZipEntry found = entries.get(entry);
    if (found == null) {
      throw new IOException(name + " has no entry " + entry);
    }
    try {
      return new Counted(zip.getInputStream(found), entry, found.getCompressedSize());
    } catch (ZipException | EOFException e) {
      throw new RefusedArchive(name + ": the entry '" + entry + "' cannot be unpacked", e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Counts what comes out, here and over all entries. */
  private final class Counted extends FilterInputStream {
    private final String entry;
    private final long packed;
    private long bytes;

    Counted(InputStream in, String entry, long packed) {
      super(in);
      this.entry = entry;
      this.packed = Math.max(1, packed);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(buffer, offset, length);
      } catch (ZipException | EOFException e) {
        throw new RefusedArchive(name + ": the entry '" + entry + "' is damaged", e);
      }
      if (read > 0) {
        count(read);
      }
      return read;
    }

    private void count(int read) throws RefusedArchive {
      bytes += read;
      tally.addBytes(read);
      if (bytes > RATIO_COUNTS_FROM && bytes / packed > tally.limits().ratio()) {
        throw new RefusedArchive(
            name
                + ": the entry '"
                + entry
                + "' unpacks to more than "
                + tally.limits().ratio()
                + " times its packed size");
      }
    }
  }
}
