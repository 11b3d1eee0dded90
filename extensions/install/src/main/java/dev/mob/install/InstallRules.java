package dev.mob.install;

import dev.mob.config.Descriptor;
import dev.mob.config.Requirement;
import dev.mob.config.Trust;
import dev.mob.config.Version;
import dev.mob.install.InstallRefused.Reason;
import dev.mob.install.internal.Shelf;
import dev.mob.install.internal.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a verified archive has to fit to what is in the folder already. */
final class InstallRules {
  private final Trust trust;
  private final Set<String> active;
  private final Store store;
  private final Shelf shelf;

  /**
   * @param active the ids that mob.conf turns on
   */
  InstallRules(Trust trust, Set<String> active, Store store, Shelf shelf) {
    this.trust = trust;
    this.active = active;
    this.store = store;
    this.shelf = shelf;
  }

  /** Refuses what must not take the place of what is there. */
  void refuseClash(Verified fresh, Installed present, Set<Installer.Accept> accept)
      throws InstallRefused {
    Descriptor descriptor = fresh.archive().descriptor();
    String id = descriptor.id();
    if (!present.file().equals(store.place(id))) {
      throw new InstallRefused(
          Reason.CONFLICT,
          id
              + " is there already, as "
              + present.file()
              + ", which was put there by hand; take that away first");
    }
    if (present.checksum().equals(fresh.checksum())) {
      throw new InstallRefused(
          Reason.CONFLICT, descriptor + " is installed already, with just these bytes");
    }
    Version version = present.archive().descriptor().version();
    if (descriptor.version().compareTo(version) < 0
        && !accept.contains(Installer.Accept.DOWNGRADE)) {
      throw new InstallRefused(
          Reason.CONFLICT,
          id
              + " "
              + version
              + " is installed, which is newer than "
              + descriptor.version()
              + "; --downgrade lets that pass");
    }
    if (present.receipt().isEmpty() || accept.contains(Installer.Accept.KEY_CHANGE)) {
      return;
    }
    Optional<PublicKey> before = present.receipt().get().signer();
    if (before.isPresent() && !before.equals(fresh.key())) {
      throw new InstallRefused(
          Reason.KEY_CHANGED,
          id
              + " "
              + version
              + " is signed by "
              + nameOf(before.get())
              + ", and "
              + descriptor.version()
              + " "
              + fresh.key().map(key -> "by " + nameOf(key)).orElse("by nobody")
              + "; ask its author whether that is right, then --accept-key-change lets it pass");
    }
  }

  /** The name of a key in mob.conf, and its fingerprint. */
  String nameOf(PublicKey key) {
    for (Map.Entry<String, String> each : trust.keys().entrySet()) {
      if (each.getValue().equals(key.base64())) {
        return each.getKey() + " (" + key.fingerprint() + ")";
      }
    }
    return "a key that mob.conf does not trust (" + key.fingerprint() + ")";
  }

  /** What it requires and will not find. */
  List<String> warnings(Verified verified) throws IOException {
    List<String> warnings = new ArrayList<>();
    verified.archive().warnings().list().forEach(each -> warnings.add(each.message()));
    for (Requirement requirement : verified.archive().descriptor().requires()) {
      Optional<Installed> other = shelf.find(requirement.id());
      if (requirement.optional() || (other.isEmpty() && active.contains(requirement.id()))) {
        continue; // Perhaps it is linked: the check of mob.conf knows.
      }
      if (other.isEmpty()) {
        warnings.add("it requires " + requirement + ", which is not installed");
      } else if (!requirement.versions().includes(other.get().archive().descriptor().version())) {
        warnings.add(
            "it requires "
                + requirement
                + ", and installed is "
                + other.get().archive().descriptor());
      }
    }
    return List.copyOf(warnings);
  }
}
