package dev.mob.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A {@code mob.conf} that has been read but not yet checked against the extensions that it names:
 * what is needed to find these, and the places of everything in it.
 */
public final class MobConfFile {

  /** The ids of the extensions that it activates, in the order of the file. */
  public List<String> extensions() {
    throw new UnsupportedOperationException();
  }

  /** The id of the extension that is the app; empty if it names none. */
  public Optional<String> app() {
    throw new UnsupportedOperationException();
  }

  /** The folders of extension jars to look into, in order; relative ones are resolved. */
  public List<Path> extensionPath() {
    throw new UnsupportedOperationException();
  }

  /**
   * What is wrong with the file by itself, whatever extensions there are. {@link #check} reports
   * these again with all others.
   */
  public Diagnostics diagnostics() {
    throw new UnsupportedOperationException();
  }

  /**
   * Where a setting was written.
   *
   * @param path from the {@code mob} block on, such as {@code extensions.cluster}
   * @return its key's place, or that of the nearest block around it that was written
   */
  public Position position(String path) {
    throw new UnsupportedOperationException(path);
  }

  /** As {@link #check(Collection, Collection)} with nothing more to report. */
  public Checked<MobConf> check(Collection<Descriptor> descriptors) {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks the whole file: every setting of the {@code mob} block and of every extension, and that
   * each extension was found.
   *
   * @param descriptors of the extensions that were found; may hold more than the file activates
   * @param more what the caller found wrong in the same run, such as requirements that are not met;
   *     reported together with the rest
   */
  public Checked<MobConf> check(Collection<Descriptor> descriptors, Collection<Diagnostic> more) {
    throw new UnsupportedOperationException();
  }
}
