package dev.mob.cli;

import dev.mob.config.Version;
import dev.mob.install.InstallRefused;
import dev.mob.install.InstallRefused.Reason;
import dev.mob.install.Installer;
import dev.mob.install.Offer;
import dev.mob.install.Release;
import dev.mob.install.Repository;
import dev.mob.kernel.packaging.KernelApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the repositories of a mob.conf offer, asked once. One that does not answer is warned of, and
 * the others still serve.
 */
final class Offers {
  /** A release and who offers it. */
  record Choice(Offer offer, Release release) {}

  private final List<Offer> all;

  private Offers(List<Offer> all) {
    this.all = all;
  }

  /**
   * Asks them.
   *
   * @throws InstallRefused when there is none, or none answers
   */
  static Offers of(Installer installer, Terminal terminal) throws InstallRefused {
    List<Repository> repositories = installer.repositories();
    if (repositories.isEmpty()) {
      throw new InstallRefused(
          Reason.NOT_FOUND,
          "mob.conf has no repositories; add: repositories { acme = \"https://...\" }, or give a"
              + " file");
    }
    List<Offer> all = new ArrayList<>();
    List<InstallRefused> silent = new ArrayList<>();
    for (Repository repository : repositories) {
      try {
        all.addAll(repository.offers());
      } catch (InstallRefused e) {
        silent.add(e);
      }
    }
    if (silent.size() == repositories.size()) {
      throw silent.get(0);
    }
    silent.forEach(each -> terminal.err().println(terminal.warn(each.getMessage())));
    return new Offers(all);
  }

  List<Offer> all() {
    return all;
  }

  /** The highest version that this kernel can run, or the one that was asked for. */
  Choice choose(String id, Optional<Version> wanted) throws InstallRefused {
    Choice best = null;
    boolean known = false;
    for (Offer offer : all) {
      if (offer.id().equals(id)) {
        known = true;
        Optional<Release> release =
            wanted.isPresent() ? offer.release(wanted.get()) : offer.latestFor(KernelApi.version());
        if (release.isPresent()
            && (best == null || release.get().version().compareTo(best.release().version()) > 0)) {
          best = new Choice(offer, release.get());
        }
      }
    }
    if (best == null) {
      throw new InstallRefused(
          Reason.NOT_FOUND,
          known
              ? "no repository has "
                  + id
                  + wanted
                      .map(version -> " " + version)
                      .orElse(" for kernel " + KernelApi.version())
              : "no repository has an extension " + id + "; look with: mob extension search");
    }
    return best;
  }
}
