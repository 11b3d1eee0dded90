package dev.mob.install;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.mob.config.Descriptor;
import dev.mob.install.InstallRefused.Reason;
import dev.mob.install.internal.Durable;
import dev.mob.install.internal.Listing;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import dev.mob.packaging.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts signed archives into a folder that is a repository: {@code ID/VERSION/ID-VERSION.jar}, its
 * signature, and {@code plugins.json} in pf4j-update's format. Any web server can then serve it. Of
 * other fields that somebody wrote into {@code plugins.json}, those that pf4j-update documents
 * stay. Not for several processes at once.
 */
public final class Publisher {
  private final Path folder;
  private Clock clock = Clock.systemUTC();

  /**
   * @param folder made when it is not there
   */
  public Publisher(Path folder) {
    this.folder = folder;
  }

  /** Where the release dates come from. */
  public Publisher clock(Clock source) {
    this.clock = source;
    return this;
  }

  /**
   * Publishes an archive that has its signature beside it.
   *
   * @param provider who publishes, for people; may be empty
   * @throws InstallRefused when it is no sound extension, unsigned, or of a version that was
   *     published before with other bytes
   */
  public Descriptor publish(Path archive, String provider) throws InstallRefused, IOException {
    DetachedSignature signature =
        DetachedSignature.beside(archive)
            .orElseThrow(
                () ->
                    new InstallRefused(
                        Reason.UNSIGNED,
                        archive + " has no signature; make it with: mob extension sign"));
    Checksum checksum = Checksum.of(archive);
    if (!signature.isAuthentic() || !signature.checksum().equals(checksum)) {
      throw new InstallRefused(
          Reason.BAD_SIGNATURE, archive + " was changed after it was signed; sign it again");
    }
    Descriptor descriptor = descriptor(archive);
    String suffix = archive.toString().endsWith(".zip") ? ".zip" : ".jar";
    String url =
        descriptor.id()
            + "/"
            + descriptor.version()
            + "/"
            + descriptor.id()
            + "-"
            + descriptor.version()
            + suffix;
    Path target = folder.resolve(url);
    if (Files.exists(target) && !Checksum.of(target).equals(checksum)) {
      throw new InstallRefused(
          Reason.CONFLICT,
          descriptor
              + " was published before, with other bytes; a version never changes, make a new one");
    }
    Files.createDirectories(target.getParent());
    Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING);
    Durable.write(DetachedSignature.fileFor(target), signature.text());
    list(descriptor, provider, url, checksum);
    return descriptor;
  }

  private static Descriptor descriptor(Path archive) throws InstallRefused, IOException {
    try {
      ExtensionArchive read =
          ExtensionArchive.read(archive, ArchiveLimits.STANDARD)
              .orElseThrow(() -> new RefusedArchive(archive + " has no descriptor"));
      read.checkContent(ArchiveLimits.STANDARD);
      return read.descriptor();
    } catch (RefusedArchive e) {
      throw new InstallRefused(Reason.ARCHIVE, e.getMessage(), e);
    }
  }

  private void list(Descriptor descriptor, String provider, String url, Checksum checksum)
      throws InstallRefused, IOException {
    Path listing = folder.resolve(Repository.LISTING);
    Repository here = Repository.of("this", folder.toString(), folder);
    List<Offer> offers =
        Files.exists(listing) ? Listing.parse(Files.readString(listing), here) : new ArrayList<>();
    Release fresh =
        new Release(
            descriptor.version(), LocalDate.now(clock).toString(), "*", url, checksum.hex());
    List<Object> plugins = new ArrayList<>();
    boolean known = false;
    for (Offer offer : offers) {
      List<Release> releases = new ArrayList<>(offer.releases());
      if (offer.id().equals(descriptor.id())) {
        known = true;
        releases.removeIf(each -> each.version().equals(fresh.version()));
        releases.add(0, fresh);
        plugins.add(
            plugin(
                offer.id(),
                offer.name(),
                descriptor.doc(),
                provider.isEmpty() ? offer.provider() : provider,
                releases));
      } else {
        plugins.add(
            plugin(offer.id(), offer.name(), offer.description(), offer.provider(), releases));
      }
    }
    if (!known) {
      plugins.add(
          plugin(descriptor.id(), descriptor.id(), descriptor.doc(), provider, List.of(fresh)));
    }
    String json =
        ConfigValueFactory.fromIterable(plugins)
            .render(ConfigRenderOptions.concise().setFormatted(true).setJson(true));
    Path next = listing.resolveSibling(Repository.LISTING + ".new");
    Durable.write(next, json);
    Durable.rename(next, listing);
  }

  private static Map<String, Object> plugin(
      String id, String name, String description, String provider, List<Release> releases) {
    Map<String, Object> plugin = new LinkedHashMap<>();
    plugin.put("id", id);
    plugin.put("name", name);
    plugin.put("description", description);
    plugin.put("provider", provider);
    List<Object> list = new ArrayList<>();
    for (Release release : releases) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("version", release.version().toString());
      fields.put("date", release.date());
      fields.put("requires", release.requires());
      fields.put("url", release.url());
      fields.put("sha512sum", release.checksum());
      list.add(fields);
    }
    plugin.put("releases", list);
    return plugin;
  }
}
