package dev.mob.install;

import dev.mob.config.Descriptor;
import dev.mob.config.MobConfFile;
import dev.mob.config.Trust;
import dev.mob.install.InstallRefused.Reason;
import dev.mob.install.internal.Durable;
import dev.mob.install.internal.FolderLock;
import dev.mob.install.internal.Shelf;
import dev.mob.install.internal.Store;
import dev.mob.kernel.packaging.KernelApi;
import dev.mob.packaging.archive.ArchiveLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Installs, updates, removes and rolls back extensions in the first folder of a mob.conf's {@code
 * extension-path}. Whatever it does becomes so by one rename or one deletion of {@code ID.jar}; a
 * kill at any moment leaves the old or the new, and the next change clears up.
 *
 * <p>It never touches mob.conf: what is installed runs when mob.conf says so. May be used by
 * several threads and processes at once; one at a time changes the folder, the others are refused.
 */
public final class Installer {
  private final Path folder;
  private final List<Path> searched;
  private final Trust trust;
  private final Map<String, String> repositories;
  private final Path base;
  private final Store store;
  private final Shelf shelf;
  private final InstallRules rules;
  private final Verifier verifier;
  private Clock clock = Clock.systemUTC();
  private Consumer<InstallStep> progress = step -> {};

  private Installer(MobConfFile conf, Path file) throws InstallRefused {
    if (conf.extensionPath().isEmpty()) {
      throw new InstallRefused(
          Reason.NOT_FOUND,
          file + " has no extension-path to install to; add: extension-path = [\"extensions\"]");
    }
    this.searched = conf.extensionPath();
    this.folder = searched.get(0);
    this.trust = Trust.of(conf.settings());
    this.repositories = new LinkedHashMap<>(conf.settings().map("repositories", String.class));
    this.base = file.toAbsolutePath().getParent();
    this.store = new Store(folder);
    this.shelf = new Shelf(searched, store);
    this.rules = new InstallRules(trust, Set.copyOf(conf.extensions()), store, shelf);
    this.verifier = new Verifier(trust, KernelApi.version(), ArchiveLimits.STANDARD);
  }

  /**
   * For one mob.conf.
   *
   * @param conf what it says
   * @param file where it is; relative repositories are meant from its folder
   * @throws InstallRefused when it has no {@code extension-path}
   */
  public static Installer of(MobConfFile conf, Path file) throws InstallRefused {
    return new Installer(conf, file);
  }

  /** Hears of each step, on the thread that does it. */
  public Installer progress(Consumer<InstallStep> listener) {
    this.progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** Where the time of an installation comes from. */
  public Installer clock(Clock source) {
    this.clock = Objects.requireNonNull(source, "source");
    return this;
  }

  /** The folder that it installs to. */
  public Path folder() {
    return folder;
  }

  /** Whom mob.conf trusts. */
  public Trust trust() {
    return trust;
  }

  public Verifier verifier() {
    return verifier;
  }

  /** The repositories of mob.conf, in its order. */
  public List<Repository> repositories() throws InstallRefused {
    List<Repository> all = new ArrayList<>();
    for (Map.Entry<String, String> each : repositories.entrySet()) {
      all.add(Repository.of(each.getKey(), each.getValue(), base));
    }
    return all;
  }

  /** Every extension that is in a folder of {@code extension-path}, however it came there. */
  public List<Installed> installed() throws IOException {
    return shelf.all();
  }

  /** The extension with this id. */
  public Optional<Installed> find(String id) throws IOException {
    return shelf.find(id);
  }

  // ---- bringing in

  /**
   * Fetches and verifies a release.
   *
   * @param accept what of the usual rules is waived
   */
  public Prepared prepare(Offer offer, Release release, Accept... accept)
      throws InstallRefused, IOException {
    String name = offer.id() + " " + release.version();
    Repository repository = offer.repository();
    Optional<Checksum> listed = repository.checksum(release);
    if (listed.isEmpty()) {
      throw new InstallRefused(
          Reason.CHECKSUM,
          repository
              + " lists "
              + name
              + " without a sha512sum; whoever publishes it has to add one");
    }
    String origin = repository.urlOf(release).toString();
    FolderLock lock = lock();
    return orRelease(
        lock,
        () -> {
          Path staged = store.newStaging().resolve(Store.ARCHIVE);
          repository.download(release, staged);
          Optional<DetachedSignature> signature = repository.signature(release);
          Prepared prepared =
              prepare(lock, staged, name, listed, signature, origin, Set.of(accept));
          Descriptor descriptor = prepared.archive().descriptor();
          if (!descriptor.id().equals(offer.id())
              || !descriptor.version().equals(release.version())) {
            throw new InstallRefused(
                Reason.ARCHIVE,
                repository + " lists " + name + ", and the archive there is " + descriptor);
          }
          return prepared;
        });
  }

  /**
   * Verifies an archive of the disk with the signature beside it.
   *
   * @param accept what of the usual rules is waived
   */
  public Prepared prepare(Path archive, Accept... accept) throws InstallRefused, IOException {
    String name = archive.getFileName().toString();
    if (!Files.isRegularFile(archive)) {
      throw new InstallRefused(Reason.NOT_FOUND, archive + " is no file");
    }
    if (Files.size(archive) > ArchiveLimits.STANDARD.fileBytes()) {
      throw new InstallRefused(
          Reason.ARCHIVE,
          archive + " has more than " + ArchiveLimits.STANDARD.fileBytes() + " bytes");
    }
    Optional<DetachedSignature> signature;
    try {
      signature = DetachedSignature.beside(archive);
    } catch (IOException e) {
      throw new InstallRefused(Reason.BAD_SIGNATURE, e.getMessage(), e);
    }
    FolderLock lock = lock();
    return orRelease(
        lock,
        () -> {
          Path staged = store.newStaging().resolve(Store.ARCHIVE);
          Files.copy(archive, staged);
          return prepare(
              lock,
              staged,
              name,
              Optional.empty(),
              signature,
              archive.toAbsolutePath().toString(),
              Set.of(accept));
        });
  }

  private Prepared prepare(
      FolderLock lock,
      Path staged,
      String name,
      Optional<Checksum> listed,
      Optional<DetachedSignature> signature,
      String origin,
      Set<Accept> accept)
      throws InstallRefused, IOException {
    Durable.force(staged);
    progress.accept(InstallStep.STAGED);
    Verified verified = verifier.verify(staged, name, listed, signature);
    String id = verified.archive().descriptor().id();
    Optional<Installed> present = find(id);
    if (present.isPresent()) {
      rules.refuseClash(verified, present.get(), accept);
    }
    if (verified.key().isPresent()) {
      Durable.write(staged.resolveSibling(Store.SIGNATURE), signature.get().text());
    }
    progress.accept(InstallStep.VERIFIED);
    return new Prepared(this, lock, verified, present, origin, rules.warnings(verified));
  }

  /** The name of a key in mob.conf, and its fingerprint. */
  public String nameOf(PublicKey key) {
    return rules.nameOf(key);
  }

  /**
   * Verifies what is installed once more, by what mob.conf says today: the bytes against the
   * receipt and the signature that was kept, and the key against those that are still trusted.
   *
   * @throws InstallRefused when it could not be installed today
   */
  public Verified verifyAgain(Installed installed) throws InstallRefused, IOException {
    if (installed.changed()) {
      throw new InstallRefused(
          Reason.CHECKSUM,
          installed.file()
              + " was changed since it was installed; bring it back with: mob extension remove "
              + installed.id()
              + ", then install it again");
    }
    Optional<String> text = store.signature(installed.id(), installed.checksum());
    Optional<DetachedSignature> signature = Optional.empty();
    if (installed.receipt().isPresent() && text.isPresent()) {
      try {
        signature = Optional.of(DetachedSignature.parse(text.get(), "its signature"));
      } catch (IOException e) {
        throw new InstallRefused(Reason.BAD_SIGNATURE, installed.file() + ": " + e.getMessage(), e);
      }
    } else {
      signature = DetachedSignature.beside(installed.file());
    }
    return verifier.verify(
        installed.file(), installed.file().getFileName().toString(), Optional.empty(), signature);
  }

  // ---- changing the folder

  /** With the lock held by what was prepared. */
  Optional<Installed> commit(Prepared prepared, Predicate<Path> trial) throws IOException {
    String id = prepared.id();
    Optional<Checksum> previous = Optional.empty();
    if (prepared.replaces().isPresent()) {
      previous = Optional.of(keepable(prepared.replaces().get()));
    }
    Receipt receipt =
        new Receipt(
            id,
            prepared.version(),
            prepared.checksum(),
            prepared.key(),
            prepared.archive().descriptor().permissions(),
            prepared.origin(),
            clock.instant(),
            previous);
    Durable.write(store.staging().resolve(Store.RECEIPT), receipt.text());
    progress.accept(InstallStep.RECORDED);
    store.keep(id, prepared.checksum());
    progress.accept(InstallStep.STORED);
    if (!trial.test(store.entry(id, prepared.checksum()).resolve(Store.ARCHIVE))) {
      store.clean(id, keptWith(prepared.replaces()));
      return Optional.empty();
    }
    put(id, prepared.checksum());
    Set<Checksum> wanted = new HashSet<>(Set.of(prepared.checksum()));
    previous.ifPresent(wanted::add);
    store.clean(id, wanted);
    progress.accept(InstallStep.CLEANED);
    return shelf.read(store.place(id));
  }

  /** What belongs to an installed extension: its own archive, and the one before it. */
  private static Set<Checksum> keptWith(Optional<Installed> installed) {
    Set<Checksum> kept = new HashSet<>();
    installed.ifPresent(
        present -> {
          kept.add(present.checksum());
          present.receipt().flatMap(Receipt::previous).ifPresent(kept::add);
        });
    return kept;
  }

  /** What was put there by hand has no copy yet to go back to. */
  private Checksum keepable(Installed old) throws IOException {
    Path entry = store.entry(old.id(), old.checksum());
    if (!store.has(old.id(), old.checksum())) {
      Path half = entry.resolveSibling(entry.getFileName() + ".half");
      Durable.deleteTree(half);
      Files.createDirectories(half);
      Durable.copy(old.file(), half.resolve(Store.ARCHIVE));
      Durable.rename(half, entry);
    }
    return old.checksum();
  }

  private void put(String id, Checksum checksum) throws IOException {
    Path next = store.copyBeside(id, checksum);
    progress.accept(InstallStep.COPIED);
    store.commit(next, id);
    progress.accept(InstallStep.COMMITTED);
  }

  /** With the lock held. */
  void discard() throws IOException {
    Durable.deleteTree(store.staging());
  }

  /**
   * Puts back what the last install or update of an extension replaced.
   *
   * @return what is installed now; empty when the extension was new, and is removed
   */
  public Optional<Installed> rollback(String id) throws InstallRefused, IOException {
    FolderLock lock = lock();
    try (lock) {
      Installed present = ours(id);
      Receipt receipt =
          present
              .receipt()
              .orElseThrow(
                  () ->
                      new InstallRefused(
                          Reason.NOT_FOUND,
                          present.file()
                              + " was put there by hand or changed since, and nothing is known of"
                              + " what was before it"));
      if (receipt.previous().isEmpty()) {
        unlink(id);
        return Optional.empty();
      }
      Checksum previous = receipt.previous().get();
      if (!store.has(id, previous)) {
        throw new InstallRefused(
            Reason.NOT_FOUND, "what was before " + present.archive().descriptor() + " is gone");
      }
      put(id, previous);
      store.clean(id, Set.of(previous));
      progress.accept(InstallStep.CLEANED);
      return shelf.read(store.place(id));
    }
  }

  /** Takes an extension away, with what is kept of it. */
  public Installed remove(String id) throws InstallRefused, IOException {
    FolderLock lock = lock();
    try (lock) {
      Installed present = ours(id);
      unlink(id);
      return present;
    }
  }

  private void unlink(String id) throws IOException {
    Durable.unlink(store.place(id));
    progress.accept(InstallStep.UNLINKED);
    store.clean(id, Set.of());
    progress.accept(InstallStep.CLEANED);
  }

  private Installed ours(String id) throws InstallRefused, IOException {
    Installed present =
        find(id)
            .orElseThrow(
                () ->
                    new InstallRefused(
                        Reason.NOT_FOUND, "there is no extension " + id + " in " + searched));
    if (!present.file().equals(store.place(id))) {
      throw new InstallRefused(
          Reason.CONFLICT,
          id + " is " + present.file() + ", which was put there by hand; delete it by hand");
    }
    return present;
  }

  private FolderLock lock() throws InstallRefused, IOException {
    return FolderLock.take(store.lock())
        .orElseThrow(
            () ->
                new InstallRefused(
                    Reason.BUSY, "another install into " + folder + " is under way; try again"));
  }

  /** Something that gives up the lock unless it succeeds. */
  private interface Step {
    Prepared run() throws InstallRefused, IOException;
  }

  private Prepared orRelease(FolderLock lock, Step step) throws InstallRefused, IOException {
    boolean done = false;
    try {
      Prepared prepared = step.run();
      done = true;
      return prepared;
    } finally {
      if (!done) {
        try (lock) {
          discard();
        }
      }
    }
  }

  /** Which of the usual rules an operator waives, once. */
  public enum Accept {
    /** A version that is older than the one that is installed. */
    DOWNGRADE,
    /** Another key than the one that signed what is installed. */
    KEY_CHANGE
  }
}
