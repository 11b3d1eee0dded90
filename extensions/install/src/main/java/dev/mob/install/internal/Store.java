package dev.mob.install.internal;

import dev.mob.install.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an extension folder keeps in its {@code .mob} beside what is installed: each archive with
 * its receipt and its signature, found by the archive's checksum. So there is one fact that says
 * what is installed, the bytes of {@code ID.jar}, and everything else is looked up by it: no second
 * file could ever disagree.
 *
 * <pre>
 * FOLDER/ID.jar                              what is installed
 * FOLDER/.mob/lock                           who changes the folder
 * FOLDER/.mob/staging/                       what is being verified
 * FOLDER/.mob/store/ID/SUM/archive.jar       what is installed, and what was before
 *                         /receipt
 *                         /signature
 * </pre>
 */
public final class Store {
  public static final String ARCHIVE = "archive.jar";
  public static final String RECEIPT = "receipt";
  public static final String SIGNATURE = "signature";

  private final Path folder;
  private final Path own;

  public Store(Path folder) {
    this.folder = folder;
    this.own = folder.resolve(".mob");
  }

  public Path lock() {
    return own.resolve("lock");
  }

  /** Where the archive of an installed extension is. */
  public Path place(String id) {
    return folder.resolve(id + ".jar");
  }

  /** An empty folder for one archive that is not verified yet. */
  public Path newStaging() throws IOException {
    Durable.deleteTree(staging());
    return Files.createDirectories(staging());
  }

  public Path staging() {
    return own.resolve("staging");
  }

  public Path entry(String id, Checksum checksum) {
    return own.resolve("store").resolve(id).resolve(checksum.abbreviated());
  }

  /** Moves a complete staging folder into the store. */
  public void keep(String id, Checksum checksum) throws IOException {
    Path entry = entry(id, checksum);
    Files.createDirectories(entry.getParent());
    // Of the same bytes, perhaps with another receipt; only a complete one is ever there.
    Durable.deleteTree(entry);
    Durable.rename(staging(), entry);
  }

  public Optional<String> receipt(String id, Checksum checksum) throws IOException {
    return text(entry(id, checksum).resolve(RECEIPT));
  }

  public Optional<String> signature(String id, Checksum checksum) throws IOException {
    return text(entry(id, checksum).resolve(SIGNATURE));
  }

  public boolean has(String id, Checksum checksum) {
    return Files.exists(entry(id, checksum).resolve(ARCHIVE));
  }

  public boolean isEmpty(String id) {
    return !Files.isDirectory(own.resolve("store").resolve(id));
  }

  /** Makes a copy beside the place of an extension; a rename then puts it there. */
  public Path copyBeside(String id, Checksum checksum) throws IOException {
    Path next = own.resolve("next.jar");
    Durable.copy(entry(id, checksum).resolve(ARCHIVE), next);
    return next;
  }

  public void commit(Path next, String id) throws IOException {
    Durable.rename(next, place(id));
  }

  /** Deletes what a kill left behind, and of one extension all but what is wanted. */
  public void clean(String id, Set<Checksum> wanted) throws IOException {
    Durable.deleteTree(staging());
    Files.deleteIfExists(own.resolve("next.jar"));
    Path entries = own.resolve("store").resolve(id);
    if (!Files.isDirectory(entries)) {
      return;
    }
    List<String> names = new ArrayList<>();
    wanted.forEach(each -> names.add(each.abbreviated()));
    List<Path> all;
    try (Stream<Path> list = Files.list(entries)) {
      all = list.toList();
    }
    for (Path each : all) {
      if (!names.contains(each.getFileName().toString())) {
        Durable.deleteTree(each);
      }
    }
    if (names.isEmpty()) {
      Durable.deleteTree(entries);
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
