package dev.mob.install.internal;

import dev.mob.install.Checksum;
import dev.mob.install.Installed;
import dev.mob.install.Receipt;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import dev.mob.packaging.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The extensions that are in the folders of an extension path, however they came there. */
public final class Shelf {
  private final List<Path> folders;
  private final Store store;

  public Shelf(List<Path> folders, Store store) {
    this.folders = folders;
    this.store = store;
  }

  /** All of them; archives that cannot be read as extensions are left out. */
  public List<Installed> all() throws IOException {
    List<Installed> all = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      List<Path> files;
      try (Stream<Path> list = Files.list(folder)) {
        files = list.filter(Shelf::isArchive).sorted().toList();
      }
      for (Path file : files) {
        read(file).ifPresent(all::add);
      }
    }
    return all;
  }

  /** The one with this id; of several that which was installed. */
  public Optional<Installed> find(String id) throws IOException {
    Optional<Installed> found = Optional.empty();
    for (Installed each : all()) {
      if (each.id().equals(id) && (found.isEmpty() || each.file().equals(store.place(id)))) {
        found = Optional.of(each);
      }
    }
    return found;
  }

  /** What a file is; empty when it is no extension. */
  public Optional<Installed> read(Path file) throws IOException {
    try {
      Optional<ExtensionArchive> archive = ExtensionArchive.read(file, ArchiveLimits.STANDARD);
      if (archive.isEmpty()) {
        return Optional.empty();
      }
      String id = archive.get().descriptor().id();
      Checksum checksum = Checksum.of(file);
      boolean ours = file.equals(store.place(id));
      Optional<String> text = ours ? store.receipt(id, checksum) : Optional.empty();
      Optional<Receipt> receipt =
          text.isPresent()
              ? Optional.of(Receipt.parse(text.get(), file + "'s receipt"))
              : Optional.empty();
      return Optional.of(
          new Installed(
              file,
              archive.get(),
              checksum,
              receipt,
              ours && !store.isEmpty(id) && !store.has(id, checksum)));
    } catch (RefusedArchive | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean isArchive(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".jar") || name.endsWith(".zip")) && Files.isRegularFile(file);
  }
}
