package dev.mob.install.internal;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a repository's files, up to a length and within a time. A repository on this machine's disk
 * may name files of the disk; one on a server may not.
 */
public final class Fetch {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(10);

  private final HttpClient client;
  private final boolean fromDisk;

  private Fetch(HttpClient client, boolean fromDisk) {
    this.client = client;
    this.fromDisk = fromDisk;
  }

  /**
   * For one repository.
   *
   * @throws IllegalArgumentException when nothing can be fetched from such a place
   */
  public static Fetch with(HttpClient client, URI root) {
    Fetch fetch = new Fetch(client, "file".equals(root.getScheme()));
    try {
      fetch.allowed(root);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return fetch;
  }

  /** The same place, unless it is none that may be fetched from. */
  public URI allowed(URI place) throws IOException {
    String scheme = String.valueOf(place.getScheme()).toLowerCase(Locale.ROOT);
    switch (scheme) {
      case "https":
        break;
      case "http":
        if (!isThisMachine(place.getHost())) {
          throw new IOException(place + " is not encrypted; use https");
        }
        break;
      case "file":
        if (!fromDisk) {
          throw new IOException(place + " is a file of this machine, named by another one");
        }
        break;
      default:
        throw new IOException(place + " is neither a folder nor an https or file URL");
    }
    return place;
  }

  /**
   * A file that is short.
   *
   * @return empty when there is no such file
   */
  public Optional<byte[]> small(URI place, int longest) throws IOException {
    Optional<InputStream> opened = open(place);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      copy(place, in, out, longest);
      return Optional.of(out.toByteArray());
    }
  }

  /**
   * A file that is long, into a new one.
   *
   * @return false when there is no such file
   */
  public boolean large(URI place, Path file, long longest) throws IOException {
    Optional<InputStream> opened = open(place);
    if (opened.isEmpty()) {
      return false;
    }
    try (InputStream in = opened.get();
        OutputStream out = Files.newOutputStream(file)) {
      copy(place, in, out, longest);
    }
    return true;
  }

  /** What went wrong, for people: some exceptions have no message of their own. */
  public static String reason(IOException e) {
    return e.getMessage() == null || e instanceof FileNotFoundException
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }

  private Optional<InputStream> open(URI place) throws IOException {
    allowed(place);
    if ("file".equals(place.getScheme())) {
      try {
        Path file = Path.of(place);
        if (Files.isDirectory(file)) {
          throw new IOException(file + " is a folder");
        }
        return Optional.of(Files.newInputStream(file));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        throw new IOException(place + " is no file: " + e.getMessage(), e);
      }
    }
    HttpRequest request =
        HttpRequest.newBuilder(place)
            .timeout(ANSWER_WITHIN)
            .header("User-Agent", "mob-extension")
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      int status = response.statusCode();
      if (status == 200) {
        // Where redirects have led to has to be as good as where they began.
        allowed(response.uri());
        return Optional.of(response.body());
      }
      response.body().close();
      if (status == 404 || status == 410) {
        return Optional.empty();
      }
      throw new IOException("the server answered " + status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void copy(URI place, InputStream in, OutputStream out, long longest)
      throws IOException {
    long deadline = System.nanoTime() + COMPLETE_WITHIN.toNanos();
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      copied += read;
      if (copied > longest) {
        throw new IOException("it has more than " + longest + " bytes");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(place + " took longer than " + COMPLETE_WITHIN.toMinutes() + " min");
      }
      out.write(buffer, 0, read);
    }
  }

  private static boolean isThisMachine(String host) {
    if (host == null) {
      return false;
    }
    try {
      return host.equals("localhost")
          || (host.matches("[0-9.]+|\\[.*]|.*:.*")
              && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
