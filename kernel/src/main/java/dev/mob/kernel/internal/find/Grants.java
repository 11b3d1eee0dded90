package dev.mob.kernel.internal.find;

import dev.mob.config.Descriptor;
import dev.mob.config.Diagnostic;
import dev.mob.config.MobConfFile;
import dev.mob.config.Permission;
import dev.mob.config.Trust;
import dev.mob.kernel.packaging.PackagedExtension;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What mob.conf lets extensions have of what they declare. Those that the host links are part of
 * the app, which whoever built it has decided on: they have what they declare. For all others
 * mob.conf has to say something, be it that they get nothing.
 */
final class Grants {
  private final MobConfFile file;
  private final Trust trust;

  Grants(MobConfFile file) {
    this.file = file;
    this.trust = Trust.of(file.settings());
  }

  /** The permissions that an extension has. */
  Set<Permission> of(PackagedExtension extension) {
    Set<Permission> declared = extension.descriptor().permissions();
    if (extension.packaging().equals(LinkedPackaging.NAME) || declared.isEmpty()) {
      return declared;
    }
    Set<Permission> both = EnumSet.noneOf(Permission.class);
    both.addAll(trust.grantedTo(extension.descriptor().id()).orElse(Collections.emptySet()));
    both.retainAll(declared);
    return Collections.unmodifiableSet(both);
  }

  /** Reports what is declared and not granted: an error when mob.conf says nothing of it. */
  void check(PackagedExtension extension, List<Diagnostic> problems) {
    Descriptor descriptor = extension.descriptor();
    Set<Permission> missing = EnumSet.noneOf(Permission.class);
    missing.addAll(descriptor.permissions());
    missing.removeAll(of(extension));
    if (missing.isEmpty()) {
      return;
    }
    Optional<Set<Permission>> granted = trust.grantedTo(descriptor.id());
    String path =
        granted.isPresent()
            ? "trust.permissions." + descriptor.id()
            : "extensions." + descriptor.id();
    String message =
        "declares the permission"
            + (missing.size() == 1 ? " " : "s ")
            + words(missing)
            + (granted.isPresent()
                ? ", which mob.conf does not grant: what takes it will be refused"
                : ", and mob.conf does not say whether it may have "
                    + (missing.size() == 1 ? "it" : "them"));
    String mend =
        "grant with trust.permissions { "
            + descriptor.id()
            + " = ["
            + words(descriptor.permissions())
            + "] }, or less";
    problems.add(
        granted.isPresent()
            ? Diagnostic.warning(
                Diagnostic.Kind.EXTENSION, file.position(path), path, message, mend)
            : Diagnostic.error(
                Diagnostic.Kind.EXTENSION, file.position(path), path, message, mend));
  }

  private static String words(Collection<Permission> permissions) {
    StringBuilder words = new StringBuilder();
    for (Permission permission : permissions) {
      words.append(words.length() == 0 ? "" : ", ").append(permission.word());
    }
    return words.toString();
  }
}
