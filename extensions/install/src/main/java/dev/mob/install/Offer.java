package dev.mob.install;

import dev.mob.config.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An extension that a repository offers.
 *
 * @param repository where
 * @param id its id
 * @param name its name for people; may be empty
 * @param description one sentence; may be empty
 * @param provider who publishes it, which nobody has verified; may be empty
 * @param releases its versions, the highest first
 */
public record Offer(
    Repository repository,
    String id,
    String name,
    String description,
    String provider,
    List<Release> releases) {

  public Offer {
    releases = releases.stream().sorted(Comparator.comparing(Release::version).reversed()).toList();
  }

  /** The highest version that may run on a kernel. */
  public Optional<Release> latestFor(Version kernel) {
    return releases.stream().filter(release -> release.mayRunOn(kernel)).findFirst();
  }

  /** The release of this version. */
  public Optional<Release> release(Version version) {
    return releases.stream().filter(release -> release.version().equals(version)).findFirst();
  }
}
