package dev.mob.testkit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The files of a node in a test: a temporary folder with a mob.conf and a home. */
public final class TestHome {
  private final Path folder;
  private final String lines;

  private TestHome(Path folder, String lines) {
    this.folder = folder;
    this.lines = lines;
  }

  /**
   * @param lines for the {@code mob} block of every mob.conf that is written here
   */
  public static TestHome make(String lines) {
    try {
      return new TestHome(Files.createTempDirectory("mob-test"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("a test's home folder cannot be made", e);
    }
  }

  public Path conf() {
    return folder.resolve("mob.conf");
  }

  public Path home() {
    return folder.resolve("home");
  }

  /** Writes mob.conf with this {@code extensions} block. */
  public void write(String extensions) {
    try {
      Files.writeString(conf(), "mob {\n" + lines + "\nextensions {\n" + extensions + "\n}\n}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be deleted", e);
    }
  }
}
