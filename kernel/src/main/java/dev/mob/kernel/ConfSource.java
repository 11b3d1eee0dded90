package dev.mob.kernel;

import dev.mob.config.MobConfFile;
import dev.mob.config.MobConfReader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/** Where a mob.conf comes from: a file, or a text such as an asset of an app. Immutable. */
public final class ConfSource {
  private final String name;
  private final Function<MobConfReader, MobConfFile> read;

  private ConfSource(String name, Function<MobConfReader, MobConfFile> read) {
    this.name = name;
    this.read = read;
  }

  /** A file; read anew at each reload. */
  public static ConfSource file(Path file) {
    Objects.requireNonNull(file, "file");
    return new ConfSource(file.toString(), reader -> reader.read(file));
  }

  /**
   * A text; it includes nothing.
   *
   * @param name for the places in diagnostics
   * @param folder against which relative paths are resolved
   */
  public static ConfSource text(String name, String text, Path folder) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(folder, "folder");
    return new ConfSource(name, reader -> reader.read(name, text, folder));
  }

  /** The file, or the text's name. */
  public String name() {
    return name;
  }

  /** Reads it; what is wrong with it is in the result. */
  public MobConfFile read(MobConfReader reader) {
    return read.apply(reader);
  }

  @Override
  public String toString() {
    return name;
  }
}
