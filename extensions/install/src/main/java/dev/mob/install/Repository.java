package dev.mob.install;

import dev.mob.install.internal.Fetch;
import dev.mob.install.internal.Listing;
import dev.mob.packaging.archive.ArchiveLimits;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place with a {@code plugins.json} in pf4j-update's format, and the archives that it lists: a
 * folder, or an HTTPS server. A repository delivers; it is not trusted. Immutable; may be used by
 * several threads.
 */
public final class Repository {
  /** The file that lists what there is. */
  public static final String LISTING = "plugins.json";

  private static final int LONGEST_LISTING = 8 << 20;
  private static final int LONGEST_NOTE = 4096;

  private final String name;
  private final URI root;
  private final Fetch fetch;

  private Repository(String name, URI root, Fetch fetch) {
    this.name = name;
    this.root = root;
    this.fetch = fetch;
  }

  /**
   * A repository.
   *
   * @param name what it is called in mob.conf
   * @param place a folder, a {@code file:} URL or an {@code https:} URL; {@code http:} only of this
   *     machine
   * @param base the folder from which a relative folder is meant
   * @throws InstallRefused when it is none of these
   */
  public static Repository of(String name, String place, Path base) throws InstallRefused {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            // Never from https to http.
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    return of(name, place, base, client);
  }

  /** As {@link #of(String, String, Path)}, over a client with other certificates or a proxy. */
  public static Repository of(String name, String place, Path base, HttpClient client)
      throws InstallRefused {
    try {
      boolean url = place.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
      URI root = url ? new URI(place) : base.resolve(place).toAbsolutePath().normalize().toUri();
      String text = root.toString();
      return new Repository(
          name, text.endsWith("/") ? root : new URI(text + "/"), Fetch.with(client, root));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new InstallRefused(
          InstallRefused.Reason.NOT_FOUND,
          "repository " + name + ": " + place + " is no folder and no URL: " + e.getMessage(),
          e);
    }
  }

  public String name() {
    return name;
  }

  /** Where it is. */
  public URI root() {
    return root;
  }

  /** Everything that it offers. */
  public List<Offer> offers() throws InstallRefused {
    URI listing = root.resolve(LISTING);
    try {
      byte[] bytes =
          fetch
              .small(listing, LONGEST_LISTING)
              .orElseThrow(() -> new IOException("there is no " + listing));
      return Listing.parse(new String(bytes, StandardCharsets.UTF_8), this);
    } catch (IOException e) {
      throw unreachable(listing, e);
    }
  }

  /** Puts a release's archive into a new file. */
  void download(Release release, Path file) throws InstallRefused {
    URI archive = urlOf(release);
    try {
      if (!fetch.large(archive, file, ArchiveLimits.STANDARD.fileBytes())) {
        throw new IOException("there is no such file");
      }
    } catch (IOException e) {
      throw unreachable(archive, e);
    }
  }

  /** The sum that the listing gives for a release, fetched if it is elsewhere. */
  Optional<Checksum> checksum(Release release) throws InstallRefused {
    String given = release.checksum();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      String sum = given;
      if (!given.matches("[0-9A-Fa-f]{128}")) {
        URI place =
            given.equals(".sha512") ? URI.create(urlOf(release) + ".sha512") : root.resolve(given);
        sum = note(place).orElseThrow(() -> new IOException("there is no such file"));
        // As sha512sum writes it: the sum, then the file's name.
        sum = sum.trim().split("\\s", 2)[0];
      }
      return Optional.of(new Checksum(sum));
    } catch (IOException | IllegalArgumentException e) {
      throw new InstallRefused(
          InstallRefused.Reason.CHECKSUM,
          this + ": the SHA-512 sum of " + release.url() + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** The signature beside a release's archive. */
  Optional<DetachedSignature> signature(Release release) throws InstallRefused {
    URI place = URI.create(urlOf(release) + DetachedSignature.SUFFIX);
    Optional<String> text;
    try {
      text = note(place);
    } catch (IOException e) {
      throw unreachable(place, e);
    }
    try {
      return text.isPresent()
          ? Optional.of(DetachedSignature.parse(text.get(), place.toString()))
          : Optional.empty();
    } catch (IOException e) {
      throw new InstallRefused(InstallRefused.Reason.BAD_SIGNATURE, e.getMessage(), e);
    }
  }

  URI urlOf(Release release) throws InstallRefused {
    try {
      return fetch.allowed(root.resolve(new URI(release.url())));
    } catch (URISyntaxException | IOException e) {
      throw new InstallRefused(
          InstallRefused.Reason.UNREACHABLE,
          this + " lists " + release.url() + ", which cannot be fetched: " + e.getMessage(),
          e);
    }
  }

  private Optional<String> note(URI place) throws IOException {
    return fetch
        .small(place, LONGEST_NOTE)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private InstallRefused unreachable(URI what, IOException e) {
    return new InstallRefused(
        InstallRefused.Reason.UNREACHABLE,
        "repository " + name + ": " + what + " cannot be fetched: " + Fetch.reason(e),
        e);
  }

  /** Its name and place. */
  @Override
  public String toString() {
    return name + " (" + root + ")";
  }
}
